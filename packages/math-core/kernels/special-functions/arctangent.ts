/** atan of ½, 1, 3/2 and ∞, each as high + low to 107 bits. */
const HALF_HIGH: f64 = 4.63647609000806093515e-1;
const HALF_LOW: f64 = 2.26987774529616870924e-17;
const ONE_HIGH: f64 = 7.85398163397448278999e-1;
const ONE_LOW: f64 = 3.06161699786838301793e-17;
const THREE_HALVES_HIGH: f64 = 9.82793723247329054082e-1;
const THREE_HALVES_LOW: f64 = 1.39033110312309984516e-17;
const HALF_PI_HIGH: f64 = 1.570796326794896558;
const HALF_PI_LOW: f64 = 6.12323399573676603587e-17;
const PI: f64 = 2 * HALF_PI_HIGH;
const PI_LOW: f64 = 2 * HALF_PI_LOW;

/** (t − atan t)/t ≈ A0 t² + A1 t⁴ + … on |t| ≤ 7/16, coefficients of fdlibm. */
const A0: f64 = 3.33333333333329318027e-1;
const A1: f64 = -1.99999999998764832476e-1;
const A2: f64 = 1.42857142725034663711e-1;
const A3: f64 = -1.1111110405462355788e-1;
const A4: f64 = 9.09088713343650656196e-2;
const A5: f64 = -7.69187620504482999495e-2;
const A6: f64 = 6.66107313738753120669e-2;
const A7: f64 = -5.83357013379057348645e-2;
const A8: f64 = 4.97687799461593236017e-2;
const A9: f64 = -3.6531572744216915527e-2;
const A10: f64 = 1.62858201153657823623e-2;

const FIRST_INTERVAL: f64 = 0.4375;
/** Beyond it atan x is ±π/2 to the last bit. */
const SATURATED_FROM: f64 = 7.378697629483821e19;

/** atan x in [−π/2, π/2]: the method, and the bits, of math-core's `arctangent`. Error < 0.9 ulp. */
export function arctangent(x: f64): f64 {
  const magnitude = Math.abs(x);
  if (magnitude < FIRST_INTERVAL) return x - x * relativeDeficit(x);
  const angle = beyondTheFirstInterval(magnitude);
  return x < 0 ? -angle : angle;
}

function beyondTheFirstInterval(x: f64): f64 {
  if (x < 0.6875) return reduced((2 * x - 1) / (2 + x), HALF_HIGH, HALF_LOW);
  if (x < 1.1875) return reduced((x - 1) / (x + 1), ONE_HIGH, ONE_LOW);
  if (x < 2.4375) return reduced((x - 1.5) / (1 + 1.5 * x), THREE_HALVES_HIGH, THREE_HALVES_LOW);
  if (x < SATURATED_FROM) return reduced(-1 / x, HALF_PI_HIGH, HALF_PI_LOW);
  return x >= SATURATED_FROM ? HALF_PI_HIGH : NaN;
}

/** high + low + atan t. */
@inline
function reduced(t: f64, high: f64, low: f64): f64 {
  return high - (t * relativeDeficit(t) - low - t);
}

/** The angle of the point (x, y) from the positive x-axis, in [−π, π], as math-core's `arctangent2`. Error < 1.5 ulp. */
export function arctangent2(y: f64, x: f64): f64 {
  if (x != x || y != y) return NaN;
  const angle = angleFromAxis(Math.abs(y), Math.abs(x));
  const upwards = isNegative(x) ? PI - (angle - PI_LOW) : angle;
  return isNegative(y) ? -upwards : upwards;
}

/** The angle of a point of the first quadrant. */
function angleFromAxis(y: f64, x: f64): f64 {
  if (y == 0) return 0;
  if (y == Infinity && x == Infinity) return ONE_HIGH;
  return arctangent(y / x);
}

/** −0 included. */
@inline
function isNegative(x: f64): bool {
  return reinterpret<i64>(x) < 0;
}

/** t − atan t, which the plain difference loses for small t: as math-core's `arctangentDeficit`. */
export function arctangentDeficit(t: f64): f64 {
  return Math.abs(t) < FIRST_INTERVAL ? t * relativeDeficit(t) : t - arctangent(t);
}

/** (t − atan t)/t for |t| ≤ 7/16. */
@inline
function relativeDeficit(t: f64): f64 {
  const z = t * t;
  const w = z * z;
  const even = z * (A0 + w * (A2 + w * (A4 + w * (A6 + w * (A8 + w * A10)))));
  const odd = w * (A1 + w * (A3 + w * (A5 + w * (A7 + w * A9))));
  return even + odd;
}
