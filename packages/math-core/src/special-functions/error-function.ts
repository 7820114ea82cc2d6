import { exponential } from './exponential.ts';

/** erf 1 rounded to 24 bits: the remainder keeps full relative precision after the addition. */
const ERF_ONE = 8.45062911510467529297e-1;
/** 2/√π − 1. */
const SLOPE_EXCESS = 1.28379167095512586316e-1;

const NEAR_ZERO = 0.84375;
const NEAR_ONE = 1.25;
const MIDDLE = 1 / 0.35;
/** From here on erf rounds to 1. */
const SATURATION = 6;
/** Below it the cubic term is beyond the last bit. */
const LINEAR_BELOW = 3.725290298461914e-9;

/**
 * erf x = (2/√π) ∫₀ˣ exp(−t²) dt.
 *
 * Method and coefficients of fdlibm's s_erf (Sun Microsystems, 1993), by intervals of |x|:
 *
 *     [0, 0.84375)     x + x·P(x²)/Q(x²)
 *     [0.84375, 1.25)  c + P(|x|−1)/Q(|x|−1),  c = erf 1 rounded to 24 bits
 *     [1.25, 1/0.35)   1 − exp(−x² − 0.5625 + R(1/x²)/S(1/x²))/|x|
 *     [1/0.35, 6)      the same with other coefficients
 *     [6, ∞)           1
 *
 * Because erfc ≤ 0.078 on the exponential branches, one exponential of the rounded x² is enough there. Error
 * < 1 ulp.
 *
 * Special cases: erf ±0 = ±0, erf ±∞ = ±1, erf NaN = NaN. Odd to the last bit.
 */
export function errorFunction(x: number): number {
  const magnitude = Math.abs(x);
  if (magnitude < NEAR_ZERO) {
    if (magnitude < LINEAR_BELOW) return x + SLOPE_EXCESS * x;
    return x + x * ratioNearZero(x * x);
  }
  const value = magnitude < NEAR_ONE ? ERF_ONE + ratioNearOne(magnitude - 1) : nearSaturation(magnitude);
  return x < 0 ? -value : value;
}

function nearSaturation(magnitude: number): number {
  if (!(magnitude < SATURATION)) return magnitude >= SATURATION ? 1 : NaN;
  const square = magnitude * magnitude;
  const s = 1 / square;
  const exponent = magnitude < MIDDLE ? ratioMiddle(s) : ratioFar(s);
  return 1 - exponential(exponent - 0.5625 - square) / magnitude;
}

/** z = x²; erf x = x + x·ratio. */
function ratioNearZero(z: number): number {
  let P = -2.3763016656650163e-5;
  P = -0.005770270296489442 + z * P;
  P = -0.02848174957559851 + z * P;
  P = -0.3250421072470015 + z * P;
  P = 0.12837916709551256 + z * P;
  let Q = -3.960228278775368e-6;
  Q = 0.00013249473800432164 + z * Q;
  Q = 0.005081306281875766 + z * Q;
  Q = 0.0650222499887673 + z * Q;
  Q = 0.39791722395915535 + z * Q;
  Q = 1 + z * Q;
  return P / Q;
}

/** s = |x| − 1; erf |x| = ERF_ONE + ratio. */
function ratioNearOne(s: number): number {
  let P = -0.002166375594868791;
  P = 0.035478304325618236 + s * P;
  P = -0.11089469428239668 + s * P;
  P = 0.31834661990116175 + s * P;
  P = -0.3722078760357013 + s * P;
  P = 0.41485611868374833 + s * P;
  P = -0.0023621185607526594 + s * P;
  let Q = 0.011984499846799107;
  Q = 0.01363708391202905 + s * Q;
  Q = 0.12617121980876164 + s * Q;
  Q = 0.07182865441419627 + s * Q;
  Q = 0.540397917702171 + s * Q;
  Q = 0.10642088040084423 + s * Q;
  Q = 1 + s * Q;
  return P / Q;
}

/** s = 1/x²; ln(|x| erfc |x|) = −x² − 0.5625 + ratio for 1.25 ≤ |x| < 1/0.35. */
function ratioMiddle(s: number): number {
  let P = -9.814329344169145;
  P = -81.2874355063066 + s * P;
  P = -184.60509290671104 + s * P;
  P = -162.39666946257347 + s * P;
  P = -62.375332450326006 + s * P;
  P = -10.558626225323291 + s * P;
  P = -0.6938585727071818 + s * P;
  P = -0.009864944034847148 + s * P;
  let Q = -0.0604244152148581;
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
function ratioFar(s: number): number {
  let P = -483.5191916086514;
  P = -1025.0951316110772 + s * P;
  P = -637.5664433683896 + s * P;
  P = -160.63638485582192 + s * P;
  P = -17.757954917754752 + s * P;
  P = -0.799283237680523 + s * P;
  P = -0.0098649429247001 + s * P;
  let Q = -22.44095244658582;
  Q = 474.52854120695537 + s * Q;
  Q = 2553.0504064331644 + s * Q;
  Q = 3199.8582195085955 + s * Q;
  Q = 1536.729586084437 + s * Q;
  Q = 325.7925129965739 + s * Q;
  Q = 30.33806074348246 + s * Q;
  Q = 1 + s * Q;
  return P / Q;
}
