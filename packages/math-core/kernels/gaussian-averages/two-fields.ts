import { ERF, HERMITE2, LINEAR, QUADRATIC, RELU, SIGN } from '../activations/activation';
import { arcsine } from '../special-functions/scalar-arcsine';
import { continuedDeterminantOf, determinantOf, orthantProbability, productOfPositiveParts } from './half-plane';
import { meanCurvature, meanSlope, meanValue } from './single-field';

const TWO_OVER_PI: f64 = 0.6366197723675814;
const HALF_PI: f64 = 1.5707963267948966;
const SQRT_HALF: f64 = 0.7071067811865476;

/** I2(b, e) = E[σ_b(λ_b) σ_e(λ_e)] for any two activations, as math-core's `productAverage`; NaN where C is no covariance. */
export function productAverage(b: i32, e: i32, cbb: f64, cbe: f64, cee: f64): f64 {
  if (b == LINEAR) return cbe == 0 ? 0 : cbe * meanSlope(e, cee);
  if (b == QUADRATIC || b == HERMITE2) {
    const second = cbe == 0 ? 0 : cbe * cbe * meanCurvature(e, cee);
    return (b == QUADRATIC ? cbb : cbb - 1) * meanValue(e, cee) + second;
  }
  if (e == LINEAR || e == QUADRATIC || e == HERMITE2) return productAverage(e, b, cee, cbe, cbb);
  if (b == RELU && e == RELU) return productOfPositiveParts(cbb, cbe, cee);
  // |z| is even and erf and sign are odd: only z/2 of a ReLU has a product with them.
  if (b == RELU) return 0.5 * productAverage(LINEAR, e, cbb, cbe, cee);
  if (e == RELU) return 0.5 * productAverage(LINEAR, b, cee, cbe, cbb);
  return TWO_OVER_PI * angleOf(b, e, cbb, cbe, cee);
}

/**
 * asin( C_be/√(v_b v_e) ) with v = 1 + C for erf and C for a sign, near ±π/2 of the complement v_b v_e − C_be², which does not
 * cancel.
 */
function angleOf(b: i32, e: i32, cbb: f64, cbe: f64, cee: f64): f64 {
  const oneB: f64 = b == SIGN ? 0 : 1;
  const oneE: f64 = e == SIGN ? 0 : 1;
  const square = (oneB + cbb) * (oneE + cee);
  // A sign of a field that is always 0 is 0.
  if (square == 0) return 0;
  const isSharp = b == SIGN && e == SIGN;
  const determinant = isSharp ? determinantOf(cbb, cbe, cee) : continuedDeterminantOf(cbb, cbe, cee);
  const complement = determinant + (oneB * oneE + oneB * cee + oneE * cbb);
  if (!(complement >= 0)) return NaN;
  const sine = cbe / Math.sqrt(square);
  if (Math.abs(sine) <= SQRT_HALF) return arcsine(sine);
  const angle = HALF_PI - arcsine(Math.sqrt(complement / square));
  return cbe < 0 ? -angle : angle;
}

/** J2(i, j) = E[σ'(λ_i) σ'(λ_j)] for the slopes of one activation, as math-core's `slopeProductAverage`. */
export function slopeProductAverage(activation: i32, cii: f64, cij: f64, cjj: f64): f64 {
  if (activation == ERF) return TWO_OVER_PI / Math.sqrt(1 + cii + cjj + continuedDeterminantOf(cii, cij, cjj));
  if (activation == LINEAR) return 1;
  return activation == RELU ? orthantProbability(cii, cij, cjj) : 4 * cij;
}
