/*
 * Unevaluated sums high + low of two doubles, about 32 digits, as math-core's `DoubleDouble`. A function leaves its result in
 * `high` and `low`: kernels have no pairs to return.
 */
export let high: f64 = 0;
export let low: f64 = 0;

const SPLITTER: f64 = 134217729;

@inline
function sumError(a: f64, b: f64, sum: f64): f64 {
  const bRounded = sum - a;
  return a - (sum - bRounded) + (b - bRounded);
}

@inline
function productError(a: f64, b: f64, product: f64): f64 {
  const aShifted = a * SPLITTER;
  const aHigh = aShifted - (aShifted - a);
  const aLow = a - aHigh;
  const bShifted = b * SPLITTER;
  const bHigh = bShifted - (bShifted - b);
  const bLow = b - bHigh;
  return aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow);
}

/** a + b of two doubles, exact. */
@inline
export function exactSum(a: f64, b: f64): void {
  const sum = a + b;
  low = sumError(a, b, sum);
  high = sum;
}

/** (a, aLow) − (b, bLow) */
export function subtract(a: f64, aLow: f64, b: f64, bLow: f64): void {
  const difference = a - b;
  const ofLow = aLow - bLow;
  exactSum(difference, sumError(a, -b, difference) + ofLow);
  exactSum(high, low + sumError(aLow, -bLow, ofLow));
}

/** (a, aLow) (b, bLow) */
export function multiply(a: f64, aLow: f64, b: f64, bLow: f64): void {
  const product = a * b;
  exactSum(product, productError(a, b, product) + (a * bLow + aLow * b));
}

/** (a, aLow) / (b, bLow) */
export function divide(a: f64, aLow: f64, b: f64, bLow: f64): void {
  const quotient = a / b;
  const product = quotient * b;
  const remainder = a - product - productError(quotient, b, product) + aLow - quotient * bLow;
  exactSum(quotient, remainder / b);
}
