/** atan of ½, 1, 3/2 and ∞, each as high + low to 107 bits. */
const HALF_HIGH = 4.63647609000806093515e-1;
const HALF_LOW = 2.26987774529616870924e-17;
const ONE_HIGH = 7.85398163397448278999e-1;
const ONE_LOW = 3.06161699786838301793e-17;
const THREE_HALVES_HIGH = 9.82793723247329054082e-1;
const THREE_HALVES_LOW = 1.39033110312309984516e-17;
const HALF_PI_HIGH = 1.570796326794896558;
const HALF_PI_LOW = 6.12323399573676603587e-17;
const PI = 2 * HALF_PI_HIGH;
const PI_LOW = 2 * HALF_PI_LOW;

/** (t − atan t)/t ≈ A0 t² + A1 t⁴ + … on |t| ≤ 7/16, coefficients of fdlibm. */
const A0 = 3.33333333333329318027e-1;
const A1 = -1.99999999998764832476e-1;
const A2 = 1.42857142725034663711e-1;
const A3 = -1.1111110405462355788e-1;
const A4 = 9.09088713343650656196e-2;
const A5 = -7.69187620504482999495e-2;
const A6 = 6.66107313738753120669e-2;
const A7 = -5.83357013379057348645e-2;
const A8 = 4.97687799461593236017e-2;
const A9 = -3.6531572744216915527e-2;
const A10 = 1.62858201153657823623e-2;

/** Beyond it atan x is ±π/2 to the last bit. */
const SATURATED_FROM = 7.378697629483821e19;

/**
 * atan x in [−π/2, π/2].
 *
 * Method of fdlibm's s_atan (Sun Microsystems, 1993): an odd polynomial on |x| ≤ 7/16; beyond it atan x = atan c
 * + atan((x−c)/(1+cx)) with c = ½, 1, 3/2 or ∞ and atan c carried to twice the precision. Error < 0.9 ulp.
 *
 * Special cases: atan ±0 = ±0, atan ±∞ = ±π/2 rounded, NaN for NaN.
 */
export function arctangent(x: number): number {
  const magnitude = Math.abs(x);
  if (magnitude < 0.4375) return x - x * relativeDeficit(x);
  const angle = beyondTheFirstInterval(magnitude);
  return x < 0 ? -angle : angle;
}

function beyondTheFirstInterval(x: number): number {
  if (x < 0.6875) return reduced((2 * x - 1) / (2 + x), HALF_HIGH, HALF_LOW);
  if (x < 1.1875) return reduced((x - 1) / (x + 1), ONE_HIGH, ONE_LOW);
  if (x < 2.4375) return reduced((x - 1.5) / (1 + 1.5 * x), THREE_HALVES_HIGH, THREE_HALVES_LOW);
  if (x < SATURATED_FROM) return reduced(-1 / x, HALF_PI_HIGH, HALF_PI_LOW);
  return x >= SATURATED_FROM ? HALF_PI_HIGH : NaN;
}

/** high + low + atan t. */
function reduced(t: number, high: number, low: number): number {
  return high - (t * relativeDeficit(t) - low - t);
}

/**
 * The angle of the point (x, y) from the positive x-axis, in [−π, π]: atan(y/x), continued to all quadrants.
 * Error < 1.5 ulp, most of it from the rounding of y/x.
 *
 * Special cases are those of IEEE 754's atan2: signed zeros tell the two sides of the cut x < 0 apart, the angle
 * of (+0, y = ±0) is ±0 and that of (−0, ±0) is ±π, infinities have the angles of the diagonals; NaN for NaN.
 */
export function arctangent2(y: number, x: number): number {
  if (x !== x || y !== y) return NaN;
  const angle = angleFromAxis(Math.abs(y), Math.abs(x));
  const leftwards = x < 0 || Object.is(x, -0);
  const upwards = leftwards ? PI - (angle - PI_LOW) : angle;
  return y < 0 || Object.is(y, -0) ? -upwards : upwards;
}

/** The angle of a point of the first quadrant. */
function angleFromAxis(y: number, x: number): number {
  if (y === 0) return 0;
  if (y === Infinity && x === Infinity) return ONE_HIGH;
  return arctangent(y / x);
}

/**
 * t − atan t, which the plain difference loses for small t: relative error < 4e-16 for |t| ≤ 7/16, and below
 * 4e-15 beyond.
 */
export function arctangentDeficit(t: number): number {
  return Math.abs(t) < 0.4375 ? t * relativeDeficit(t) : t - arctangent(t);
}

/** (t − atan t)/t for |t| ≤ 7/16. */
function relativeDeficit(t: number): number {
  const z = t * t;
  const w = z * z;
  const even = z * (A0 + w * (A2 + w * (A4 + w * (A6 + w * (A8 + w * A10)))));
  const odd = w * (A1 + w * (A3 + w * (A5 + w * (A7 + w * A9))));
  return even + odd;
}
