export const LAGS = [1, 2, 3, 4, 5, 6, 7, 8];

/** Σ x_i y_{i+lag}/√n for standardised samples, lag ≥ 0: standard normal if they are unrelated. */
export function correlationScore(x: Float64Array, y: Float64Array, lag: number): number {
  const n = x.length - lag;
  let sum = 0;
  for (let i = 0; i < n; i++) sum += x[i] * y[i + lag];
  return sum / Math.sqrt(n);
}

/** The number of runs above and below 0, standardised: changes of sign of a fair sequence. */
export function signRunsScore(x: Float64Array): number {
  let changes = 0;
  for (let i = 1; i < x.length; i++) if (x[i] > 0 !== x[i - 1] > 0) changes += 1;
  const n = x.length - 1;
  return (changes - n / 2) / Math.sqrt(n / 4);
}

/** The number of runs up and down, standardised: mean (2n − 1)/3, variance (16n − 29)/90 (Knuth, TAOCP vol. 2, 3.3.2). */
export function monotoneRunsScore(x: Float64Array): number {
  const n = x.length;
  let runs = 1;
  for (let i = 2; i < n; i++) if (x[i] > x[i - 1] !== x[i - 1] > x[i - 2]) runs += 1;
  return (runs - (2 * n - 1) / 3) / Math.sqrt((16 * n - 29) / 90);
}

/** (x² − 1)/√2 of standard normals: uncorrelated with x, and standardised as well. */
export const squaresOf = (x: Float64Array) => x.map((value) => (value * value - 1) * Math.SQRT1_2);
