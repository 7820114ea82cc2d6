import { differenceOfProducts } from '../compensated-arithmetic/difference-of-products';
import { arctangent2, arctangentDeficit } from '../special-functions/arctangent';

const TWO_PI: f64 = 6.283185307179586;
/** How far below zero rounded overlaps may take a determinant, relative to C_xx C_yy. */
const ROUND_OFF: f64 = 1e-10;

/** C_xx C_yy − C_xy², compensated; 0 where only rounding makes it negative, NaN where C is no covariance. */
export function determinantOf(cxx: f64, cxy: f64, cyy: f64): f64 {
  const determinant = differenceOfProducts(cxx, cyy, cxy, cxy);
  if (determinant >= 0) return determinant;
  return determinant >= -ROUND_OFF * cxx * cyy ? 0 : NaN;
}

/**
 * The same as it is, for averages of erf: they are analytic beyond the covariances, where integration errors and differences
 * take overlaps of deficient rank.
 */
export function continuedDeterminantOf(cxx: f64, cxy: f64, cyy: f64): f64 {
  return differenceOfProducts(cxx, cyy, cxy, cxy);
}

/** P(λ_x > 0, λ_y > 0) = θ/2π with θ = atan2(√det C, −C_xy); 0 for a field that is always 0. */
export function orthantProbability(cxx: f64, cxy: f64, cyy: f64): f64 {
  if (cxx == 0 || cyy == 0) return 0;
  return arctangent2(Math.sqrt(determinantOf(cxx, cxy, cyy)), -cxy) / TWO_PI;
}

/** E[λ_x⁺ λ_y⁺] = (√D + C_xy θ)/2π with D = det C, in the form that does not cancel for opposite fields. */
export function productOfPositiveParts(cxx: f64, cxy: f64, cyy: f64): f64 {
  const root = Math.sqrt(determinantOf(cxx, cxy, cyy));
  const t = root / -cxy;
  if (cxy < 0 && t < Infinity) return (-cxy * arctangentDeficit(t)) / TWO_PI;
  return (root + cxy * arctangent2(root, -cxy)) / TWO_PI;
}
