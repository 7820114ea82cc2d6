/**
 * Both lanes of the constants, in memory (see exponential.ts): ½, 1, π/2 = HALF_PI_HIGH + HALF_PI_LOW, the sign bit, the
 * smallest divisor of a root's remainder, and the coefficients of (asin x − x)/x³ ≈ C0 + C1 x² + … + C11 x²² on |x| ≤ ½, its
 * interpolation in x² at the twelve nodes of Chebyshev, right to 0.3 ulp of asin x.
 */
const constants: usize = memory.data<f64>(
  [
    0.5, 0.5,
    1, 1,
    1.570796326794896558, 1.570796326794896558,
    6.12323399573676603587e-17, 6.12323399573676603587e-17,
    -0.0, -0.0,
    1e-300, 1e-300,
    0.1666666666666665, 0.1666666666666665,
    0.07500000000020764, 0.07500000000020764,
    0.044642857103423646, 0.044642857103423646,
    0.03038194736709848, 0.03038194736709848,
    0.02237204763174451, 0.02237204763174451,
    0.017355259955786323, 0.017355259955786323,
    0.013929652902326633, 0.013929652902326633,
    0.011875494382636922, 0.011875494382636922,
    0.0078029494773533175, 0.0078029494773533175,
    0.01603551434914882, 0.01603551434914882,
    -0.010749050339697808, -0.010749050339697808,
    0.028169218060881414, 0.028169218060881414,
  ],
  16,
);
const HALF: usize = 0;
const ONE: usize = 16;
const HALF_PI_HIGH: usize = 32;
const HALF_PI_LOW: usize = 48;
const SIGN_BIT: usize = 64;
const LEAST: usize = 80;
const C0: usize = 96;
const C1: usize = 112;
const C2: usize = 128;
const C3: usize = 144;
const C4: usize = 160;
const C5: usize = 176;
const C6: usize = 192;
const C7: usize = 208;
const C8: usize = 224;
const C9: usize = 240;
const C10: usize = 256;
const C11: usize = 272;

/**
 * asin x in both lanes; NaN for |x| > 1 and for NaN.
 *
 * x + x³ P(x²) for |x| ≤ ½, and π/2 − 2 asin √((1−|x|)/2) beyond, from the same polynomial. Correlations of fields seldom
 * exceed ½, so that the root is left out when no lane needs it. Error < 1.5 ulp: the largest of half a million is 1.35, just
 * beyond ½, and 1.01 up to ½. Odd to the last bit; a lane's bits do not depend on the other lane.
 */
@inline
export function arcsines(x: v128): v128 {
  const isLarge = f64x2.gt(f64x2.abs(x), v128.load(constants, HALF));
  if (!v128.any_true(isLarge)) {
    const square = f64x2.mul(x, x);
    return f64x2.add(x, f64x2.mul(x, f64x2.mul(square, excess(square))));
  }
  return arcsinesBeyondHalf(x, isLarge);
}

/** The root is carried to twice its precision there: √t = high + low with 21 bits in high, whose square is exact. */
function arcsinesBeyondHalf(x: v128, isLarge: v128): v128 {
  const magnitude = f64x2.abs(x);
  const complement = f64x2.mul(f64x2.sub(v128.load(constants, ONE), magnitude), v128.load(constants, HALF));
  const t = v128.bitselect(complement, f64x2.mul(x, x), isLarge);
  const root = f64x2.sqrt(complement);
  const s = v128.bitselect(root, magnitude, isLarge);
  const beyond = f64x2.mul(s, f64x2.mul(t, excess(t)));

  const high = i64x2.shl(i64x2.shr_u(root, 32), 32);
  const rest = f64x2.sub(complement, f64x2.mul(high, high));
  // At |x| = 1 the quotient would be 0/0.
  const low = f64x2.div(rest, f64x2.pmax(f64x2.add(root, high), v128.load(constants, LEAST)));
  const twice = f64x2.add(low, low);
  const correction = f64x2.sub(f64x2.add(beyond, beyond), f64x2.sub(v128.load(constants, HALF_PI_LOW), twice));
  const quarter = f64x2.mul(v128.load(constants, HALF), v128.load(constants, HALF_PI_HIGH));
  const fromQuarter = f64x2.sub(quarter, f64x2.add(high, high));
  const large = f64x2.sub(quarter, f64x2.sub(correction, fromQuarter));
  const value = v128.bitselect(large, f64x2.add(s, beyond), isLarge);
  return v128.or(value, v128.and(x, v128.load(constants, SIGN_BIT)));
}

/** (asin √t − √t)/√t³ for 0 ≤ t ≤ ¼, in the order of Estrin: few operations wait for each other. */
@inline
function excess(t: v128): v128 {
  const t2 = f64x2.mul(t, t);
  const t4 = f64x2.mul(t2, t2);
  const e0 = f64x2.add(v128.load(constants, C0), f64x2.mul(t, v128.load(constants, C1)));
  const e1 = f64x2.add(v128.load(constants, C2), f64x2.mul(t, v128.load(constants, C3)));
  const e2 = f64x2.add(v128.load(constants, C4), f64x2.mul(t, v128.load(constants, C5)));
  const e3 = f64x2.add(v128.load(constants, C6), f64x2.mul(t, v128.load(constants, C7)));
  const e4 = f64x2.add(v128.load(constants, C8), f64x2.mul(t, v128.load(constants, C9)));
  const e5 = f64x2.add(v128.load(constants, C10), f64x2.mul(t, v128.load(constants, C11)));
  const low = f64x2.add(e0, f64x2.mul(t2, e1));
  const middle = f64x2.add(e2, f64x2.mul(t2, e3));
  const high = f64x2.add(e4, f64x2.mul(t2, e5));
  return f64x2.add(low, f64x2.mul(t4, f64x2.add(middle, f64x2.mul(t4, high))));
}
