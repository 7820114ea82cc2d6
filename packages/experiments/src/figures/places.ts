import type { RegimeName } from '@crossover/ode-theory';
import type { RunDescription } from '../analysis/describe-run.ts';

/** A place in the (δ, κ) plane and how many runs lie there. */
export interface PhasePlace {
  readonly kappa: number;
  readonly delta: number;
  readonly regime: RegimeName;
  readonly runs: number;
}

/** Where runs lie in the (δ, κ) plane, in order of first appearance. */
export function placesOf(runs: Iterable<Pick<RunDescription, 'kappa' | 'delta' | 'regime'>>): PhasePlace[] {
  const places = new Map<string, PhasePlace>();
  for (const { kappa, delta, regime } of runs) {
    const key = placeKey({ kappa, delta });
    places.set(key, { kappa, delta, regime, runs: (places.get(key)?.runs ?? 0) + 1 });
  }
  return [...places.values()];
}

/** The same for runs that lie at the same place. */
export function placeKey({ kappa, delta }: { readonly kappa: number; readonly delta: number }): string {
  return `${kappa} ${delta}`;
}
