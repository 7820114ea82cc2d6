/** P(B ≤ successes) for B binomial with this many trials of probability ½. */
function binomialHalf(trials: number, successes: number): number {
  let term = 1;
  for (let trial = 0; trial < trials; trial++) term *= 0.5;
  let sum = 0;
  for (let count = 0; count <= successes; count++) {
    sum += term;
    term *= (trials - count) / (count + 1);
  }
  return sum;
}

/**
 * An interval that holds the median of a distribution with 95 % or more, from order statistics: between the
 * j-th smallest and the j-th largest of n values, with j the largest for which P(B < j) ≤ 0.025, B binomial
 * (n, ½). It assumes nothing about the distribution. Null below 6 values, which are too few.
 *
 * @param values Ascending; up to 1000 of them.
 */
export function medianInterval(values: readonly number[]): readonly [number, number] | null {
  let rank = 0;
  while (binomialHalf(values.length, rank) <= 0.025) rank++;
  if (rank === 0) return null;
  return [values[rank - 1], values[values.length - rank]];
}
