import { differenceOfProducts } from '../compensated-arithmetic/difference-of-products.ts';
import { arctangent2, arctangentDeficit } from '../special-functions/arctangent.ts';

const TWO_PI = 6.283185307179586;

/** √(C_xx C_yy − C_xy²), compensated; NaN when the matrix is no covariance. */
export function rootOfDeterminant(cxx: number, cxy: number, cyy: number): number {
  const determinant = differenceOfProducts(cxx, cyy, cxy, cxy);
  // What rounding of the covariance itself leaves below zero counts as collinear.
  const roundOff = 4 * Number.EPSILON * cxx * cyy;
  return Math.sqrt(determinant < 0 && determinant > -roundOff ? 0 : determinant);
}

/** P(λ_x > 0, λ_y > 0) = θ/2π with θ = atan2(√det C, −C_xy). */
export function orthantProbability(cxx: number, cxy: number, cyy: number): number {
  return arctangent2(rootOfDeterminant(cxx, cxy, cyy), -cxy) / TWO_PI;
}

/**
 * E[λ_x⁺ λ_y⁺] = (√D + C_xy θ)/2π with D = det C and θ as above (Cho & Saul, NIPS 2009). For opposite fields, C_xy < 0, θ is
 * atan t with t = √D/|C_xy| and the sum is |C_xy| (t − atan t), which does not cancel.
 */
export function productOfPositiveParts(cxx: number, cxy: number, cyy: number): number {
  const root = rootOfDeterminant(cxx, cxy, cyy);
  if (cxy < 0) return (-cxy * arctangentDeficit(root / -cxy)) / TWO_PI;
  return (root + cxy * arctangent2(root, -cxy)) / TWO_PI;
}
