import { ERF, HERMITE2, LINEAR, QUADRATIC, RELU, SIGN } from '../activations/activation';
import { continuedDeterminantOf, determinantOf } from './half-plane';
import { meanValue } from './single-field';
import { curvatureValueAverage, slopesAverage, times } from './slopes-and-curvatures';

const TWO_PI: f64 = 6.283185307179586;

/** d/ds at s = 1 of averages of two fields of covariance sC, as math-core's functions of these names. */

/** The degree of homogeneity in s of an activation that has one, up to the constant of z² − 1, which slopes lack. */
export function degreeOf(activation: i32): f64 {
  if (activation == SIGN) return 0;
  return activation == QUADRATIC || activation == HERMITE2 ? 1 : 0.5;
}

export function slopeProductScaleDerivative(activation: i32, cii: f64, cij: f64, cjj: f64): f64 {
  return slopesScaleDerivative(activation, activation, cii, cij, cjj);
}

/** Of E[σ_b'(λ_b) σ_e'(λ_e)]. */
export function slopesScaleDerivative(b: i32, e: i32, cbb: f64, cbe: f64, cee: f64): f64 {
  const slopes = slopesAverage(b, e, cbb, cbe, cee);
  if (slopes == 0) return 0;
  if (b != ERF && e != ERF) return (degreeOf(b) + degreeOf(e) - 1) * slopes;
  if (b != ERF) return slopesScaleDerivative(e, b, cee, cbe, cbb);
  if (e == LINEAR || e == RELU) return (-0.5 * cbb * slopes) / (1 + cbb);
  const determinant = continuedDeterminantOf(cbb, cbe, cee);
  if (e == SIGN) return (-0.5 * (cee + 2 * determinant) * slopes) / (cee + determinant);
  return (-0.5 * (cbb + cee + 2 * determinant) * slopes) / (1 + cbb + cee + determinant);
}

/** Of E[σ_b''(λ_b) σ_e(λ_e)]. */
export function curvatureScaleDerivative(b: i32, e: i32, cbb: f64, cbe: f64, cee: f64): f64 {
  if (b == LINEAR) return 0;
  if (b == QUADRATIC || b == HERMITE2) return 2 * meanScaleDerivative(e, cee);
  if (b == ERF) {
    const slopes = slopesAverage(b, e, cbb, cbe, cee);
    return (-cbe / (1 + cbb)) * (slopes / (1 + cbb) + slopesScaleDerivative(b, e, cbb, cbe, cee));
  }
  if (b == SIGN) return times(-cbe, slopesScaleDerivative(b, e, cbb, cbe, cee) / cbb);
  const remaining = cbe == 0 ? cee : determinantOf(cbb, cbe, cee) / cbb;
  const change = meanScaleDerivative(e, remaining) - 0.5 * meanValue(e, remaining);
  return times(change, 1 / Math.sqrt(TWO_PI * cbb));
}

function meanScaleDerivative(activation: i32, v: f64): f64 {
  return activation == QUADRATIC || activation == HERMITE2 ? v : 0.5 * meanValue(activation, v);
}

/** The change of I2(b, e) as C changes at the rates D; two signs are left to the caller. */
export function productRate(b: i32, e: i32, cbb: f64, cbe: f64, cee: f64, dbb: f64, dbe: f64, dee: f64): f64 {
  return (
    times(0.5 * dbb, curvatureValueAverage(b, e, cbb, cbe, cee)) +
    times(dbe, slopesAverage(b, e, cbb, cbe, cee)) +
    times(0.5 * dee, curvatureValueAverage(e, b, cee, cbe, cbb))
  );
}

/** Of I2(b, e). */
export function productScaleDerivative(b: i32, e: i32, cbb: f64, cbe: f64, cee: f64): f64 {
  return b == SIGN && e == SIGN ? 0 : productRate(b, e, cbb, cbe, cee, cbb, cbe, cee);
}
