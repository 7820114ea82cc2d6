/**
 * The two 32-bit words of a double, through one shared buffer. Both word orders are handled: the index of
 * the high word is found once, so that results do not depend on the machine's byte order.
 */
const double = new Float64Array(1);
const words = new Int32Array(double.buffer);
double[0] = 1;
const HIGH = words[1] === 0x3ff00000 ? 1 : 0;

/** Sign, exponent and leading 20 bits of the fraction, as a signed integer. */
export function highWord(x: number): number {
  double[0] = x;
  return words[HIGH];
}

/** The double with the given high word and the low word of `x`. */
export function withHighWord(x: number, high: number): number {
  double[0] = x;
  words[HIGH] = high;
  return double[0];
}

/** 2^exponent for −1074 ≤ exponent ≤ 1023, exact. */
export function powerOfTwo(exponent: number): number {
  return powersOfTwo[exponent + 1074];
}

const powersOfTwo = tabulatePowersOfTwo();

function tabulatePowersOfTwo(): Float64Array {
  const table = new Float64Array(1074 + 1024);
  let value = Number.MIN_VALUE;
  for (let index = 0; index < table.length; index++) {
    table[index] = value;
    value *= 2;
  }
  return table;
}
