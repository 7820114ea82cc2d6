import type { PhasePoint } from '@crossover/crossover-plots';
import { placesOf } from '@crossover/experiments';
import type { WatchedExperiment } from '../model/laboratory.ts';
import type { CurveAssembly } from './curve-assembly.ts';

/** Where the runs of an experiment lie in the (δ, κ) plane, and how many at each place. */
export function phasePoints(watched: WatchedExperiment, assembly: CurveAssembly): PhasePoint[] {
  const runs = [...watched.runs.keys()].map((id) => assembly.describe(id, watched));
  return placesOf(runs.flatMap((run) => run?.description ?? []));
}
