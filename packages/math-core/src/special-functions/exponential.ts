import { powerOfTwo } from './double-bits.ts';

/** ln 2 = LN2_HIGH + LN2_LOW; the last 32 bits of LN2_HIGH are zero, so k·LN2_HIGH is exact for |k| < 2¹¹. */
const LN2_HIGH = 6.9314718036912381649e-1;
const LN2_LOW = 1.90821492927058770002e-10;
const INVERSE_LN2 = 1.442695040888963387;

/** Adding and subtracting 1.5·2⁵² rounds to the nearest integer in double arithmetic. */
const ROUNDER = 6755399441055744;

/** Beyond it e^x exceeds the largest double. */
const OVERFLOW = 7.09782712893383973096e2;
/** Below it e^x is less than half the smallest subnormal. */
const UNDERFLOW = -7.4513321910194110842e2;
/** Between these e^x and 2^k are normal numbers, and one multiplication scales. */
const NORMAL_FROM = -708;
const NORMAL_TO = 709;

/** r (e^r + 1)/(e^r − 1) = 2 + P1 r² + P2 r⁴ + … on |r| ≤ ½ ln 2, Remez coefficients of fdlibm. */
const P1 = 1.66666666666666019037e-1;
const P2 = -2.77777777770155933842e-3;
const P3 = 6.61375632143793436117e-5;
const P4 = -1.6533902205465251539e-6;
const P5 = 4.13813679705723846039e-8;

/**
 * e^x.
 *
 * Method of fdlibm's e_exp (Sun Microsystems, 1993): x = k ln 2 + r with |r| ≤ ½ ln 2, e^r = 1 + r + r c/(2 −
 * c) from a Remez polynomial, times 2^k. Error < 0.9 ulp, subnormal results included.
 *
 * Special cases: e^NaN = NaN, e^∞ = ∞, e^−∞ = 0, e^±0 = 1; ∞ for x > 709.7827…, 0 for x < −745.1332….
 */
export function exponential(x: number): number {
  if (x >= NORMAL_FROM && x <= NORMAL_TO) {
    const k = nearestMultiple(x);
    return exponentialOfRemainder(x - k * LN2_HIGH, k * LN2_LOW) * powerOfTwo(k);
  }
  return exponentialOfSum(x, 0);
}

/**
 * e^(high + low) for |low| ≤ ulp(high): the same with the part of the argument that does not fit into one
 * double. It covers the whole range.
 */
export function exponentialOfSum(high: number, low: number): number {
  if (!(high >= UNDERFLOW)) return high < UNDERFLOW ? 0 : NaN;
  if (high > OVERFLOW) return Infinity;
  const k = nearestMultiple(high);
  const value = exponentialOfRemainder(high - k * LN2_HIGH, k * LN2_LOW - low);
  // 2^k itself may be no normal double: scale in two steps, of which only the last one rounds.
  if (k > 1023) return value * powerOfTwo(1023) * 2;
  if (k < -1021) return value * powerOfTwo(k + 54) * powerOfTwo(-54);
  return value * powerOfTwo(k);
}

function nearestMultiple(x: number): number {
  return x * INVERSE_LN2 + ROUNDER - ROUNDER;
}

/** e^(high − low) for |high − low| ≤ ½ ln 2, up to rounding. */
function exponentialOfRemainder(high: number, low: number): number {
  const r = high - low;
  const t = r * r;
  const c = r - t * (P1 + t * (P2 + t * (P3 + t * (P4 + t * P5))));
  return 1 + ((r * c) / (2 - c) - low + high);
}
