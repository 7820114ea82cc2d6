import { productError, sumError } from './rounding-errors.ts';

/**
 * An unevaluated sum high + low with |low| ≤ ½ ulp(high): about 32 digits. Each operation below has a relative
 * error of a few 2⁻¹⁰⁴ (Dekker 1971; Joldes, Muller & Popescu, ACM TOMS 44:15, 2017) as long as
 * nothing overflows or underflows; sums of opposite sign lose relative, not absolute, accuracy.
 */
export interface DoubleDouble {
  readonly high: number;
  readonly low: number;
}

/** a + b of two doubles, exact. */
export function exactSum(a: number, b: number): DoubleDouble {
  const high = a + b;
  return { high, low: sumError(a, b, high) };
}

export function subtract(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const high = a.high - b.high;
  const low = a.low - b.low;
  const middle = exactSum(high, sumError(a.high, -b.high, high) + low);
  return exactSum(middle.high, middle.low + sumError(a.low, -b.low, low));
}

export function multiply(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const high = a.high * b.high;
  return exactSum(high, productError(a.high, b.high, high) + (a.high * b.low + a.low * b.high));
}

export function divide(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const quotient = a.high / b.high;
  const product = quotient * b.high;
  const remainder = a.high - product - productError(quotient, b.high, product) + a.low - quotient * b.low;
  return exactSum(quotient, remainder / b.high);
}
