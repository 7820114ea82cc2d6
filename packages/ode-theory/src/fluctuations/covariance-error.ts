import { quadraticForm } from './matrix-products.ts';

/** Differences between a step and its two halves overestimate the error of the halves by 2⁴ − 1. */
const HALVES_GAIN = 15;
/** Added to variances: deviations of 1e-9 are below the accuracy of the mean, and overlaps are of order 1. */
const VARIANCE_FLOOR = 1e-18;
/** Share of (Σ_x |g_x| √Σ_xx)² below which gᵀ Σ g is rounding. */
const CANCELLATION_FLOOR = 1e-13;

/**
 * Error of a covariance Σ (n × n) from two approximations of it, per unit of `tolerance`: the largest of its entries'
 * errors relative to √(Σ_xx Σ_yy), and the relative error of gᵀ Σ g, the variance of an observable with gradient g.
 * The risk needs the latter: near R = 0 the overlaps fluctuate much more than R does.
 */
export function covarianceError(
  fine: Float64Array,
  coarse: Float64Array,
  gradient: Float64Array,
  tolerance: number,
  difference: Float64Array,
): number {
  const n = gradient.length;
  let largest = 0;
  let spread = 0;
  for (let x = 0; x < n; x++) {
    const own = Math.max(fine[x * n + x], 0) + VARIANCE_FLOOR;
    spread += Math.abs(gradient[x]) * Math.sqrt(own);
    for (let y = 0; y < n; y++) {
      const at = x * n + y;
      difference[at] = fine[at] - coarse[at];
      const scale = Math.sqrt(own * (Math.max(fine[y * n + y], 0) + VARIANCE_FLOOR));
      largest = Math.max(largest, Math.abs(difference[at]) / scale);
    }
  }
  const ofObservable = Math.abs(quadraticForm(gradient, difference));
  const floor = CANCELLATION_FLOOR * spread * spread;
  const variance = Math.abs(quadraticForm(gradient, fine)) + floor;
  const relative = ofObservable === 0 ? 0 : ofObservable / variance;
  return Math.max(largest, relative) / (HALVES_GAIN * tolerance);
}
