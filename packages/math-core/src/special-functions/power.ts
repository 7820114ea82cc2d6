import { productError, sumError } from '../compensated-arithmetic/rounding-errors.ts';
import { powerOfTwo } from './double-bits.ts';
import { exponentialOfSum } from './exponential.ts';
import { binaryExponent, fraction } from './logarithm.ts';

const LEAST_NORMAL = 2.2250738585072014e-308;

/** ln 2 to 106 bits. */
const LN2 = 0.6931471805599453;
const LN2_REST = 2.3190468138462996e-17;

/** Beyond ±800 e^x is ∞ or 0, whatever the last bits say. */
const DECIDED = 800;

/**
 * x^y.
 *
 * ln x is formed as an unevaluated sum of two doubles (a series in (m−1)/(m+1) whose first two terms are
 * carried to twice the precision, the idea of fdlibm's e_pow), multiplied exactly by y, and exponentiated.
 * Error < 0.9 ulp, so that results that are doubles come out exact (100^0.5 = 10, 1000^3 = 10⁹).
 *
 * Special cases are those of ECMAScript: x^±0 = 1; (±1)^±∞ = NaN; (±0)^y and (±∞)^y are 0 or ∞, negative for
 * odd integers y; NaN for x < 0 unless y is an integer.
 */
export function power(x: number, y: number): number {
  if (y === 0) return 1;
  if (x !== x || y !== y) return NaN;
  const magnitude = Math.abs(x);
  const negative = (x < 0 || Object.is(x, -0)) && isOdd(y);
  if (magnitude === 0 || magnitude === Infinity) {
    const limit = (magnitude === 0) === y > 0 ? 0 : Infinity;
    return negative ? -limit : limit;
  }
  if (magnitude === 1) {
    if (y === Infinity || y === -Infinity) return NaN;
  } else if (y === Infinity || y === -Infinity) {
    return magnitude > 1 === y > 0 ? Infinity : 0;
  }
  if (x < 0 && !Number.isInteger(y)) return NaN;
  const value = positivePower(magnitude, y);
  return negative ? -value : value;
}

function isOdd(y: number): boolean {
  return Math.abs(y % 2) === 1;
}

function positivePower(x: number, y: number): number {
  const subnormal = x < LEAST_NORMAL;
  const normal = subnormal ? x * powerOfTwo(54) : x;
  const exponent = binaryExponent(normal);
  const k = subnormal ? exponent - 54 : exponent;
  const { high, low } = preciseLogarithm(fraction(normal, exponent) - 1, k);
  const product = y * high;
  if (!(Math.abs(product) < DECIDED)) return product > 0 ? Infinity : 0;
  const rest = productError(y, high, product) + y * low;
  const sum = product + rest;
  return exponentialOfSum(sum, sumError(product, rest, sum));
}

/** ln(2^k (1+f)) = high + low, relative error about 2⁻⁶⁵. */
function preciseLogarithm(f: number, k: number): { high: number; low: number } {
  // f/(2+f) = s + sRest, where 2 + f = d + dRest.
  const d = 2 + f;
  const dRest = sumError(2, f, d);
  const s = f / d;
  const sd = s * d;
  const sRest = (f - sd - productError(s, d, sd) - s * dRest) / d;

  // ln(1+f) = 2s (1 + z/3 + z²/5 + …) with z + zRest = s²: the first two terms doubly precise, the others not.
  const z = s * s;
  const zRest = productError(s, s, z) + 2 * s * sRest;
  const third = z / 3;
  const beyond = z * z * seriesFromFifth(z);
  const excess = third + beyond;
  const thirdRest = (z - third * 3 - productError(third, 3, third * 3) + zRest) / 3;
  const excessRest = sumError(third, beyond, excess) + thirdRest;

  const t = 2 * s;
  const correction = t * excess;
  const correctionRest = productError(t, excess, correction) + t * excessRest + 2 * sRest * (1 + excess);

  const octaves = k * LN2;
  const octavesRest = productError(k, LN2, octaves) + k * LN2_REST;
  const leading = octaves + t;
  const sum = leading + correction;
  const rest =
    sumError(octaves, t, leading) + sumError(leading, correction, sum) + (correctionRest + octavesRest);
  const high = sum + rest;
  return { high, low: sumError(sum, rest, high) };
}

/** 1/5 + z/7 + z²/9 + …: twelve terms reach 2⁻⁵⁸ at the largest z = (3 − 2√2)². */
function seriesFromFifth(z: number): number {
  let sum = 0;
  for (let denominator = 27; denominator >= 5; denominator -= 2) sum = 1 / denominator + z * sum;
  return sum;
}
