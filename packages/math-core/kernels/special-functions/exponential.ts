/**
 * Both lanes of every constant, in memory: engines that compile WebAssembly build a constant of 128 bits anew at each use,
 * which costs more than the arithmetic around it; an operand in memory costs nothing.
 *
 * ln 2 = LN2_HIGH + LN2_LOW; the last 32 bits of LN2_HIGH are zero, so k·LN2_HIGH is exact for |k| < 2¹¹. Adding and
 * subtracting ROUNDER = 1.5·2⁵² rounds to the nearest integer; while it is added, the integer is in the low bits. Between
 * NORMAL_FROM and NORMAL_TO e^x and 2^k are normal numbers. r (e^r + 1)/(e^r − 1) = 2 + P1 r² + P2 r⁴ + … on
 * |r| ≤ ½ ln 2, Remez coefficients of fdlibm.
 */
const constants: usize = memory.data<f64>(
  [
    709, 709,
    -708, -708,
    1.442695040888963387, 1.442695040888963387,
    6755399441055744, 6755399441055744,
    6.9314718036912381649e-1, 6.9314718036912381649e-1,
    1.90821492927058770002e-10, 1.90821492927058770002e-10,
    4.13813679705723846039e-8, 4.13813679705723846039e-8,
    -1.6533902205465251539e-6, -1.6533902205465251539e-6,
    6.61375632143793436117e-5, 6.61375632143793436117e-5,
    -2.77777777770155933842e-3, -2.77777777770155933842e-3,
    1.66666666666666019037e-1, 1.66666666666666019037e-1,
    1, 1,
    2, 2,
  ],
  16,
);
const NORMAL_TO: usize = 0;
const NORMAL_FROM: usize = 16;
const INVERSE_LN2: usize = 32;
const ROUNDER: usize = 48;
const LN2_HIGH: usize = 64;
const LN2_LOW: usize = 80;
const P5: usize = 96;
const P4: usize = 112;
const P3: usize = 128;
const P2: usize = 144;
const P1: usize = 160;
const ONE: usize = 176;
const TWO: usize = 192;

/**
 * e^x in both lanes, for −∞ ≤ x ≤ 709; results below e^−708 are 0, NaN stays NaN.
 *
 * Method of fdlibm's e_exp: x = k ln 2 + r with |r| ≤ ½ ln 2, e^r = 1 + r + r c/(2 − c) from a Remez polynomial,
 * times 2^k. Error < 0.9 ulp (largest of half a million: 0.89), no branch. On [−708, 709] the same bits as math-core's
 * `exponential`.
 */
@inline
export function exponentials(x: v128): v128 {
  const bounded = f64x2.pmax(f64x2.pmin(x, v128.load(constants, NORMAL_TO)), v128.load(constants, NORMAL_FROM));
  const shifted = f64x2.add(f64x2.mul(bounded, v128.load(constants, INVERSE_LN2)), v128.load(constants, ROUNDER));
  const k = f64x2.sub(shifted, v128.load(constants, ROUNDER));
  const high = f64x2.sub(bounded, f64x2.mul(k, v128.load(constants, LN2_HIGH)));
  const low = f64x2.mul(k, v128.load(constants, LN2_LOW));
  const r = f64x2.sub(high, low);
  const t = f64x2.mul(r, r);
  let q = v128.load(constants, P5);
  q = f64x2.add(v128.load(constants, P4), f64x2.mul(t, q));
  q = f64x2.add(v128.load(constants, P3), f64x2.mul(t, q));
  q = f64x2.add(v128.load(constants, P2), f64x2.mul(t, q));
  q = f64x2.add(v128.load(constants, P1), f64x2.mul(t, q));
  const c = f64x2.sub(r, f64x2.mul(t, q));
  const quotient = f64x2.div(f64x2.mul(r, c), f64x2.sub(v128.load(constants, TWO), c));
  const value = f64x2.add(v128.load(constants, ONE), f64x2.add(f64x2.sub(quotient, low), high));
  // 1 ≤ |value| < 2 up to a factor √2, k in its own low bits: adding k to the exponent field multiplies by 2^k exactly.
  const scaled = i64x2.add(value, i64x2.shl(shifted, 52));
  return v128.andnot(scaled, f64x2.lt(x, v128.load(constants, NORMAL_FROM)));
}

/** e^x, one lane of `exponentials`. */
@inline
export function exponential(x: f64): f64 {
  return f64x2.extract_lane(exponentials(f64x2.splat(x)), 0);
}
