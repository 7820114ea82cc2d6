import { highWord, powerOfTwo } from './double-bits.ts';

/** ln 2 = LN2_HIGH + LN2_LOW; k·LN2_HIGH is exact for |k| < 2¹¹. */
const LN2_HIGH = 6.9314718036912381649e-1;
const LN2_LOW = 1.90821492927058770002e-10;

/** (ln(1+f) − f + f²/2)/s − f²/2 = L1 s² + L2 s⁴ + … with s = f/(2+f), Remez coefficients of fdlibm. */
const L1 = 6.66666666666673513e-1;
const L2 = 3.999999999940941908e-1;
const L3 = 2.857142874366239149e-1;
const L4 = 2.222219843214978396e-1;
const L5 = 1.818357216161805012e-1;
const L6 = 1.531383769920937332e-1;
const L7 = 1.479819860511658591e-1;

const LEAST_NORMAL = 2.2250738585072014e-308;
/** High word of √½, which moves the exponent's step to the middle of the octave. */
const SQRT_HALF_HIGH_WORD = 0x3fe6a09e;
const ONE_HIGH_WORD = 0x3ff00000;

/**
 * ln x, the natural logarithm.
 *
 * Method of fdlibm's e_log (Sun Microsystems, 1993): x = 2^k (1+f) with √½ ≤ 1+f < √2, then a Remez polynomial
 * in s² = (f/(2+f))², added to k ln 2 from the smallest term up. Error < 0.9 ulp, also next to 1.
 *
 * Special cases: ln ±0 = −∞, ln 1 = +0, ln ∞ = ∞, ln NaN = NaN, NaN for x < 0. Subnormals are exact arguments.
 */
export function logarithm(x: number): number {
  if (!(x > 0)) return x === 0 ? -Infinity : NaN;
  if (x === Infinity) return x;
  if (x < LEAST_NORMAL) return logarithmOfScaled(x * powerOfTwo(54), 54);
  return logarithmOfScaled(x, 0);
}

/** ln(2^−scale · x) for a normal x. */
function logarithmOfScaled(x: number, scale: number): number {
  const exponent = binaryExponent(x);
  const k = exponent - scale;
  const f = fraction(x, exponent) - 1;
  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const R = w * (L2 + w * (L4 + w * L6)) + z * (L1 + w * (L3 + w * (L5 + w * L7)));
  const halfSquare = 0.5 * f * f;
  return k * LN2_HIGH - (halfSquare - (s * (halfSquare + R) + k * LN2_LOW) - f);
}

/** The k with √½ ≤ 2^−k x < √2 (to the 20 bits of a high word) for a normal x > 0. */
export function binaryExponent(x: number): number {
  return ((highWord(x) + (ONE_HIGH_WORD - SQRT_HALF_HIGH_WORD)) >> 20) - 1023;
}

/** 2^−exponent x, exact: 2^−1024 would be subnormal, hence two steps for the topmost half octave. */
export function fraction(x: number, exponent: number): number {
  return exponent === 1024 ? x * powerOfTwo(-1023) * 0.5 : x * powerOfTwo(-exponent);
}
