import { exponential } from './exponential';

/** erf 1 rounded to 24 bits: the remainder keeps full relative precision after the addition. */
const ERF_ONE: f64 = 8.45062911510467529297e-1;
const NEAR_ZERO: f64 = 0.84375;
const NEAR_ONE: f64 = 1.25;
const MIDDLE: f64 = 1 / 0.35;
/** From here on erf rounds to 1. */
const SATURATION: f64 = 6;

const TWO_OVER_SQRT_PI: f64 = 1.12837916709551257390;

/** Nodes of the table lie at multiples of 1/16 from 0 to 6. */
const NODES: i32 = 97;
const NODES_PER_UNIT: f64 = 16;
/** Taylor coefficients of a node: degree 9 leaves less than 2⁻⁵⁶ of erf on |t| ≤ 1/32. */
const COEFFICIENTS: i32 = 10;
const ROW_BYTES: i32 = 8 * COEFFICIENTS;
const table: usize = memory.data(NODES * ROW_BYTES, 16);

/**
 * Both lanes of the constants, in memory (see exponential.ts): the nodes per unit and its inverse, ROUNDER, which added to
 * 16·|x| leaves the nearest integer in the low bits, the saturation, and the sign bit.
 */
const constants: usize = memory.data<f64>([16, 16, 0.0625, 0.0625, 6755399441055744, 6755399441055744, 6, 6, -0.0, -0.0], 16);
const PER_UNIT: usize = 0;
const SPACING: usize = 16;
const ROUNDER: usize = 32;
const SATURATED: usize = 48;
const SIGN_BIT: usize = 64;

/** Fills the table; to be called once before `errorFunctions`. The bits come from this module's own functions. */
export function tabulateErrorFunction(): void {
  for (let node = 0; node < NODES; node++) {
    const x = <f64>node / NODES_PER_UNIT;
    const row = table + node * ROW_BYTES;
    store<f64>(row, errorFunction(x));
    // erf^(n+1)/(n+1)! from the recurrence of Hermite's functions: g_n = erf^(n+1), g_{n+1} = −2x g_n − 2n g_{n−1}.
    let before: f64 = 0;
    let derivative = TWO_OVER_SQRT_PI * exponential(-x * x);
    let factorial: f64 = 1;
    for (let n = 1; n < COEFFICIENTS; n++) {
      factorial *= <f64>n;
      store<f64>(row + 8 * n, derivative / factorial);
      const next = -2 * (x * derivative + <f64>(n - 1) * before);
      before = derivative;
      derivative = next;
    }
  }
}

/**
 * erf x in both lanes, for any x: a Taylor polynomial about the nearest multiple of 1/16, from a table, without a branch.
 * Error < 2.2 ulp: the largest of a million is 2.07, where |x| lies between 1/32 and 0.056 and the table's entry, twice the
 * result, brings its own rounding; 1.8 elsewhere, 1.2 beyond ¼. ±1 for |x| ≥ 6, NaN for NaN, odd to the last bit.
 */
@inline
export function errorFunctions(x: v128): v128 {
  const magnitude = f64x2.pmin(f64x2.abs(x), v128.load(constants, SATURATED));
  const shifted = f64x2.add(f64x2.mul(magnitude, v128.load(constants, PER_UNIT)), v128.load(constants, ROUNDER));
  const node = f64x2.sub(shifted, v128.load(constants, ROUNDER));
  const t = f64x2.sub(magnitude, f64x2.mul(node, v128.load(constants, SPACING)));
  const row0 = table + <usize>min<u32>(i32x4.extract_lane(shifted, 0), NODES - 1) * ROW_BYTES;
  const row1 = table + <usize>min<u32>(i32x4.extract_lane(shifted, 2), NODES - 1) * ROW_BYTES;
  const c8 = v128.load(row0, 64);
  const d8 = v128.load(row1, 64);
  const c6 = v128.load(row0, 48);
  const d6 = v128.load(row1, 48);
  const c4 = v128.load(row0, 32);
  const d4 = v128.load(row1, 32);
  const c2 = v128.load(row0, 16);
  const d2 = v128.load(row1, 16);
  const c0 = v128.load(row0);
  const d0 = v128.load(row1);
  let sum = f64x2.add(evens(c8, d8), f64x2.mul(t, odds(c8, d8)));
  sum = f64x2.add(odds(c6, d6), f64x2.mul(t, sum));
  sum = f64x2.add(evens(c6, d6), f64x2.mul(t, sum));
  sum = f64x2.add(odds(c4, d4), f64x2.mul(t, sum));
  sum = f64x2.add(evens(c4, d4), f64x2.mul(t, sum));
  sum = f64x2.add(odds(c2, d2), f64x2.mul(t, sum));
  sum = f64x2.add(evens(c2, d2), f64x2.mul(t, sum));
  sum = f64x2.add(odds(c0, d0), f64x2.mul(t, sum));
  sum = f64x2.add(evens(c0, d0), f64x2.mul(t, sum));
  return v128.or(sum, v128.and(x, v128.load(constants, SIGN_BIT)));
}

/** The first doubles of two vectors. */
@inline
function evens(a: v128, b: v128): v128 {
  return v128.shuffle<f64>(a, b, 0, 2);
}

/** The second doubles of two vectors. */
@inline
function odds(a: v128, b: v128): v128 {
  return v128.shuffle<f64>(a, b, 1, 3);
}

/**
 * erf x by the intervals and coefficients of fdlibm's s_erf (Sun Microsystems, 1993), for x ≥ 0. Error < 1 ulp; it fills
 * the table of `errorFunctions`.
 */
function errorFunction(x: f64): f64 {
  if (x < NEAR_ZERO) return x + x * ratioNearZero(x * x);
  if (x < NEAR_ONE) return ERF_ONE + ratioNearOne(x - 1);
  if (x >= SATURATION) return 1;
  const square = x * x;
  const s = 1 / square;
  const exponent = x < MIDDLE ? ratioMiddle(s) : ratioFar(s);
  return 1 - exponential(exponent - 0.5625 - square) / x;
}

/** z = x²; erf x = x + x·ratio. */
function ratioNearZero(z: f64): f64 {
  let P: f64 = -2.3763016656650163e-5;
  P = -0.005770270296489442 + z * P;
  P = -0.02848174957559851 + z * P;
  P = -0.3250421072470015 + z * P;
  P = 0.12837916709551256 + z * P;
  let Q: f64 = -3.960228278775368e-6;
  Q = 0.00013249473800432164 + z * Q;
  Q = 0.005081306281875766 + z * Q;
  Q = 0.0650222499887673 + z * Q;
  Q = 0.39791722395915535 + z * Q;
  Q = 1 + z * Q;
  return P / Q;
}

/** s = |x| − 1; erf |x| = ERF_ONE + ratio. */
function ratioNearOne(s: f64): f64 {
  let P: f64 = -0.002166375594868791;
  P = 0.035478304325618236 + s * P;
  P = -0.11089469428239668 + s * P;
  P = 0.31834661990116175 + s * P;
  P = -0.3722078760357013 + s * P;
  P = 0.41485611868374833 + s * P;
  P = -0.0023621185607526594 + s * P;
  let Q: f64 = 0.011984499846799107;
  Q = 0.01363708391202905 + s * Q;
  Q = 0.12617121980876164 + s * Q;
  Q = 0.07182865441419627 + s * Q;
  Q = 0.540397917702171 + s * Q;
  Q = 0.10642088040084423 + s * Q;
  Q = 1 + s * Q;
  return P / Q;
}

/** s = 1/x²; ln(|x| erfc |x|) = −x² − 0.5625 + ratio for 1.25 ≤ |x| < 1/0.35. */
function ratioMiddle(s: f64): f64 {
  let P: f64 = -9.814329344169145;
  P = -81.2874355063066 + s * P;
  P = -184.60509290671104 + s * P;
  P = -162.39666946257347 + s * P;
  P = -62.375332450326006 + s * P;
  P = -10.558626225323291 + s * P;
  P = -0.6938585727071818 + s * P;
  P = -0.009864944034847148 + s * P;
  let Q: f64 = -0.0604244152148581;
  Q = 6.570249770319282 + s * Q;
  Q = 108.63500554177944 + s * Q;
  Q = 429.00814002756783 + s * Q;
  Q = 645.3872717332679 + s * Q;
  Q = 434.56587747522923 + s * Q;
  Q = 137.65775414351904 + s * Q;
  Q = 19.651271667439257 + s * Q;
  Q = 1 + s * Q;
  return P / Q;
}

/** s = 1/x²; the same for |x| ≥ 1/0.35. */
function ratioFar(s: f64): f64 {
  let P: f64 = -483.5191916086514;
  P = -1025.0951316110772 + s * P;
  P = -637.5664433683896 + s * P;
  P = -160.63638485582192 + s * P;
  P = -17.757954917754752 + s * P;
  P = -0.799283237680523 + s * P;
  P = -0.0098649429247001 + s * P;
  let Q: f64 = -22.44095244658582;
  Q = 474.52854120695537 + s * Q;
  Q = 2553.0504064331644 + s * Q;
  Q = 3199.8582195085955 + s * Q;
  Q = 1536.729586084437 + s * Q;
  Q = 325.7925129965739 + s * Q;
  Q = 30.33806074348246 + s * Q;
  Q = 1 + s * Q;
  return P / Q;
}
