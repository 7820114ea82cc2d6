import { differenceOfProducts } from '../compensated-arithmetic/difference-of-products.ts';
import { arctangent2, arctangentDeficit } from '../special-functions/arctangent.ts';

const TWO_PI = 6.283185307179586;

/**
 * Overlaps of actual weights are sums over d coordinates: rounding may take their determinant this much of C_xx C_yy below
 * zero, as far as `assertPositiveSemidefinite` lets it.
 */
const ROUND_OFF = 1e-10;

/** C_xx C_yy − C_xy², compensated; 0 where only rounding makes it negative, NaN where C is no covariance. */
export function determinantOf(cxx: number, cxy: number, cyy: number): number {
  const determinant = differenceOfProducts(cxx, cyy, cxy, cxy);
  if (determinant >= 0) return determinant;
  return determinant >= -ROUND_OFF * cxx * cyy ? 0 : NaN;
}

/** √(C_xx C_yy − C_xy²); NaN where C is no covariance. */
export function rootOfDeterminant(cxx: number, cxy: number, cyy: number): number {
  return Math.sqrt(determinantOf(cxx, cxy, cyy));
}

/** P(λ_x > 0, λ_y > 0) = θ/2π with θ = atan2(√det C, −C_xy); 0 for a field that is always 0. */
export function orthantProbability(cxx: number, cxy: number, cyy: number): number {
  if (cxx === 0 || cyy === 0) return 0;
  return arctangent2(rootOfDeterminant(cxx, cxy, cyy), -cxy) / TWO_PI;
}

/**
 * E[λ_x⁺ λ_y⁺] = (√D + C_xy θ)/2π with D = det C and θ as above (Cho & Saul, NIPS 2009). For opposite fields, C_xy < 0, θ is
 * atan t with t = √D/|C_xy| and the sum is |C_xy| (t − atan t), which does not cancel.
 */
export function productOfPositiveParts(cxx: number, cxy: number, cyy: number): number {
  const root = rootOfDeterminant(cxx, cxy, cyy);
  const t = root / -cxy;
  // t is infinite where C_xy is below the smallest normal double.
  if (cxy < 0 && t < Infinity) return (-cxy * arctangentDeficit(t)) / TWO_PI;
  return (root + cxy * arctangent2(root, -cxy)) / TWO_PI;
}
