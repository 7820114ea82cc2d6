import type { AggregatedCurve } from './aggregate.ts';

/** Distance of a simulated mean from a theory curve at each time, in standard errors of the mean. */
export interface TheoryComparison {
  /** (mean − theory) / standardError; NaN where there is no standard error or no theory. */
  readonly deviation: Float64Array;
  /** mean/theory − 1; NaN where theory is 0 or missing. */
  readonly relativeDifference: Float64Array;
  /** Largest |deviation| over the times that have one; NaN if there is none. */
  readonly largestDeviation: number;
  /** Root mean square of the deviations. */
  readonly rootMeanSquareDeviation: number;
  /** Times that entered. */
  readonly comparedTimes: number;
}

/** Compares replicas' mean with a theory curve at the same output times. */
export function compareWithTheory(simulated: AggregatedCurve, theory: ArrayLike<number>): TheoryComparison {
  throw new Error(`no comparison yet of ${simulated.mean.length} with ${theory.length} times`);
}
