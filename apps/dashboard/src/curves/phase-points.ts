import type { PhasePoint } from '@crossover/crossover-plots';
import type { WatchedExperiment } from '../model/laboratory.ts';
import type { CurveAssembly } from './curve-assembly.ts';

/** Where the runs of an experiment lie in the (δ, κ) plane, and how many at each place. */
export function phasePoints(watched: WatchedExperiment, assembly: CurveAssembly): PhasePoint[] {
  const places = new Map<string, PhasePoint>();
  for (const id of watched.runs.keys()) {
    const run = assembly.describe(id, watched);
    if (run === null) continue;
    const { kappa, delta, regime } = run.description;
    const key = `${kappa} ${delta}`;
    places.set(key, { kappa, delta, regime, runs: (places.get(key)?.runs ?? 0) + 1 });
  }
  return [...places.values()];
}
