import { studentTProbability } from '@crossover/math-core';
import type { AggregatedCurve } from './aggregate.ts';

/** Distance of a simulated mean from a theory curve at each time, in standard errors of the mean. */
export interface TheoryComparison {
  /**
   * (mean − theory) / standardError; NaN where there is no standard error or no theory. Replicas share
   * their start, so that at t = 0 the standard error is 0 and there is nothing to compare.
   */
  readonly deviation: Float64Array;
  /** mean/theory − 1; NaN where theory is 0 or missing. */
  readonly relativeDifference: Float64Array;
  /** Largest |deviation| over the times that have one; NaN if there is none. */
  readonly largestDeviation: number;
  /** Root mean square of the deviations; NaN if there is none. */
  readonly rootMeanSquareDeviation: number;
  /** Times that entered. */
  readonly comparedTimes: number;
  /** Position of the time whose deviation is the least likely by chance; null if there is none. */
  readonly worstTime: number | null;
  /**
   * A bound on the probability of a deviation as unlikely as that at any of the times, if theory were the mean: the number of times (Bonferroni:
   * correct however they are correlated, up to that factor too large where they are closely) times the two-sided tail of Student's t with
   * replicas − 1 degrees of freedom. As far as the mean over replicas is normal: few replicas of a skewed risk deviate more often. NaN if there is no time.
   */
  readonly pValue: number;
}

/**
 * Compares replicas' mean with a theory curve at the same output times. The deviations at different times
 * of one group are strongly correlated: they are a distance, not as many independent tests; `pValue` is one test of them all.
 */
export function compareWithTheory(simulated: AggregatedCurve, theory: ArrayLike<number>): TheoryComparison {
  const length = simulated.mean.length;
  const deviation = new Float64Array(length).fill(NaN);
  const relativeDifference = new Float64Array(length).fill(NaN);
  let largest = 0;
  let squares = 0;
  let comparedTimes = 0;
  let worstTime: number | null = null;
  let smallestTail = Infinity;
  for (let time = 0; time < Math.min(length, theory.length); time++) {
    const difference = simulated.mean[time] - theory[time];
    const relative = difference / theory[time];
    if (Number.isFinite(relative)) relativeDifference[time] = relative;
    const standardised = difference / simulated.standardError[time];
    if (!Number.isFinite(standardised)) continue;
    deviation[time] = standardised;
    largest = Math.max(largest, Math.abs(standardised));
    squares += standardised * standardised;
    comparedTimes += 1;
    const tail = 1 - studentTProbability(Math.abs(standardised), simulated.count[time] - 1);
    // Tails below rounding are all 0: among them the larger deviation is the less likely one.
    const isLarger = Math.abs(standardised) > Math.abs(deviation[worstTime ?? time]);
    if (tail < smallestTail || (tail === smallestTail && isLarger)) {
      smallestTail = tail;
      worstTime = time;
    }
  }
  return {
    deviation,
    relativeDifference,
    largestDeviation: comparedTimes > 0 ? largest : NaN,
    rootMeanSquareDeviation: Math.sqrt(squares / comparedTimes),
    comparedTimes,
    worstTime,
    pValue: comparedTimes > 0 ? Math.min(1, comparedTimes * smallestTail) : NaN,
  };
}
