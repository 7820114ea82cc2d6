import { differencesOfProducts } from './differences-of-products';

/** a b − c d with relative error ≤ 2⁻⁵² however much cancels: one lane of `differencesOfProducts`. */
export function differenceOfProducts(a: f64, b: f64, c: f64, d: f64): f64 {
  const difference = differencesOfProducts(f64x2.splat(a), f64x2.splat(b), f64x2.splat(c), f64x2.splat(d));
  return f64x2.extract_lane(difference, 0);
}
