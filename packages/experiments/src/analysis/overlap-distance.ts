import { overlapsAt } from '../execution/curve-points.ts';
import type { RunResult } from '../execution/run-result.ts';
import { sharedTimes } from './shared-times.ts';

/**
 * sup_t max(|ΔQ_ij|, |ΔM_ir|) between two runs of equally many units from the same start, over all entries and the output times
 * that both have (model.md §8). A simulation stands at t = round(t/δt) δt, which adds O(δt) to a distance of O(√δt).
 *
 * Null where a run kept the risk only, no time is shared, or an overlap is not finite: such a distance is not known to be bounded.
 */
export function overlapDistance(run: RunResult, other: RunResult): number | null {
  let largest: number | null = null;
  for (const [index, otherIndex] of sharedTimes(run.specification.times, other.specification.times)) {
    const [here, there] = [overlapsAt(run, index), overlapsAt(other, otherIndex)];
    if (here === null || there === null || here.Q.length !== there.Q.length) return null;
    const distance = Math.max(difference(here.Q, there.Q), difference(here.M, there.M));
    if (!Number.isFinite(distance)) return null;
    largest = Math.max(largest ?? 0, distance);
  }
  return largest;
}

/** max |a − b|; NaN where an entry is. */
function difference(a: Float64Array, b: Float64Array): number {
  return a.reduce((largest, entry, index) => Math.max(largest, Math.abs(entry - b[index])), 0);
}
