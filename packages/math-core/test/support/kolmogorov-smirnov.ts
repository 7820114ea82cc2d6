/**
 * √n · sup |F_n − F|, the Kolmogorov–Smirnov statistic of a sample against a continuous distribution function.
 * Under the null hypothesis P(statistic > c) → 2 exp(−2c²) for large c.
 */
export function kolmogorovSmirnov(sample: Float64Array, distribution: (x: number) => number): number {
  const sorted = Float64Array.from(sample).sort();
  const n = sorted.length;
  let largest = 0;
  for (let i = 0; i < n; i++) {
    const F = distribution(sorted[i]);
    largest = Math.max(largest, F - i / n, (i + 1) / n - F);
  }
  return Math.sqrt(n) * largest;
}

/** Exceeded by chance with probability 10⁻⁶: 2 exp(−2c²) = 10⁻⁶. */
export const KOLMOGOROV_SMIRNOV_BOUND = 2.694;

/** |z| of a standard normal variable, exceeded by chance with probability 10⁻⁶. */
export const STANDARD_SCORE_BOUND = 4.892;
