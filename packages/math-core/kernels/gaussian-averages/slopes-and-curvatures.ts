import { ERF, HERMITE2, LINEAR, QUADRATIC, RELU } from '../activations/activation';
import { continuedDeterminantOf, determinantOf, orthantProbability } from './half-plane';
import { meanCurvature, meanSlope, meanValue } from './single-field';

const TWO_PI: f64 = 6.283185307179586;
const TWO_OVER_PI: f64 = 0.6366197723675814;

/** E[σ_b'(λ_b) σ_e'(λ_e)] for any two activations, as math-core's `slopesAverage`; NaN where C is no covariance. */
export function slopesAverage(b: i32, e: i32, cbb: f64, cbe: f64, cee: f64): f64 {
  if (b == LINEAR) return meanSlope(e, cee);
  if (b == QUADRATIC || b == HERMITE2) return times(2 * cbe, meanCurvature(e, cee));
  if (e == LINEAR || e == QUADRATIC || e == HERMITE2) return slopesAverage(e, b, cee, cbe, cbb);
  // ReLU's slope is ½ + ½ sign λ, and those of erf and sign are even.
  if (b == RELU) return e == RELU ? orthantProbability(cbb, cbe, cee) : 0.5 * meanSlope(e, cee);
  if (e == RELU) return 0.5 * meanSlope(b, cbb);
  if (b != ERF && e != ERF) return TWO_OVER_PI / Math.sqrt(determinantOf(cbb, cbe, cee));
  const determinant = continuedDeterminantOf(cbb, cbe, cee);
  if (b == ERF && e == ERF) return TWO_OVER_PI / Math.sqrt(1 + cbb + cee + determinant);
  return TWO_OVER_PI / Math.sqrt((b == ERF ? cee : cbb) + determinant);
}

/** E[σ_b''(λ_b) σ_e(λ_e)] for any two activations, as math-core's `curvatureValueAverage`. */
export function curvatureValueAverage(b: i32, e: i32, cbb: f64, cbe: f64, cee: f64): f64 {
  if (b == LINEAR) return 0;
  if (b == QUADRATIC || b == HERMITE2) return 2 * meanValue(e, cee);
  if (b == ERF) return -(cbe / (1 + cbb)) * slopesAverage(b, e, cbb, cbe, cee);
  if (b == RELU) {
    const remaining = cbe == 0 ? cee : determinantOf(cbb, cbe, cee) / cbb;
    return times(meanValue(e, remaining), 1 / Math.sqrt(TWO_PI * cbb));
  }
  return times(-cbe, slopesAverage(b, e, cbb, cbe, cee) / cbb);
}

/** factor · average, 0 where the factor is: the average may be infinite there (a field without variance). */
@inline
export function times(factor: f64, average: f64): f64 {
  return factor == 0 ? 0 : factor * average;
}

/** d E[σ(λ)²]/dv for one field λ ~ N(0, v), as math-core's `squareAverageSlope`. */
export function squareAverageSlope(activation: i32, v: f64): f64 {
  if (activation == ERF) return TWO_OVER_PI / ((1 + v) * Math.sqrt(1 + 2 * v));
  if (activation == LINEAR) return 1;
  if (activation == QUADRATIC) return 6 * v;
  if (activation == HERMITE2) return 6 * v - 2;
  return activation == RELU ? 0.5 : 0;
}
