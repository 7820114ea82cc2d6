import { productError, sumError } from './rounding-errors.ts';

/**
 * a b − c d with the rounding errors of both products and of their difference added back: relative error
 * ≤ 2⁻⁵² however much cancels, where the plain expression may lose every digit. Range as for productError.
 */
export function differenceOfProducts(a: number, b: number, c: number, d: number): number {
  const ab = a * b;
  const cd = c * d;
  const difference = ab - cd;
  return difference + (sumError(ab, -cd, difference) + (productError(a, b, ab) - productError(c, d, cd)));
}
