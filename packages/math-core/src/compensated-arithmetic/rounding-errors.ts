/** 2²⁷ + 1, Veltkamp's constant: splits a double into two halves of 26 bits. */
const SPLITTER = 134217729;

/**
 * a + b − sum for sum = fl(a + b): the exact rounding error of an addition (Knuth, TAOCP vol. 2, 4.2.2,
 * theorem B). Exact unless the sum overflows.
 */
export function sumError(a: number, b: number, sum: number): number {
  const bRounded = sum - a;
  return a - (sum - bRounded) + (b - bRounded);
}

/**
 * a b − product for product = fl(a b): the exact rounding error of a multiplication (Dekker, Numer. Math. 18,
 * 224 (1971), with Veltkamp's splitting), without a fused multiply-add, which engines do not offer. Exact
 * while |a|, |b| < 2⁹⁹⁶ and the product neither overflows nor falls below 2⁻⁹⁶⁸.
 */
export function productError(a: number, b: number, product: number): number {
  const aShifted = a * SPLITTER;
  const aHigh = aShifted - (aShifted - a);
  const aLow = a - aHigh;
  const bShifted = b * SPLITTER;
  const bHigh = bShifted - (bShifted - b);
  const bLow = b - bHigh;
  return aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow);
}
