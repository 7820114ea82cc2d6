/**
 * Exponents of doubles. Both word orders are handled: the index of the high word is found once, so that
 * results do not depend on the machine's byte order.
 */
const double = new Float64Array([1]);
const words = new Int32Array(double.buffer);
const HIGH_WORD = words[1] === 0x3ff00000 ? 1 : 0;

/** Sign, exponent and leading 20 bits of the fraction, as a signed integer. */
export function highWord(x: number): number {
  double[0] = x;
  return words[HIGH_WORD];
}

const LEAST_EXPONENT = -1074;
const powersOfTwo = tabulatePowersOfTwo();

/** 2^exponent for integers −1074 ≤ exponent ≤ 1023, exact. */
export function powerOfTwo(exponent: number): number {
  return powersOfTwo[(exponent | 0) - LEAST_EXPONENT];
}

function tabulatePowersOfTwo(): Float64Array {
  const table = new Float64Array(1024 - LEAST_EXPONENT);
  let value = Number.MIN_VALUE;
  for (let index = 0; index < table.length; index++) {
    table[index] = value;
    value *= 2;
  }
  return table;
}
