/** π/2 = HALF_PI_HIGH + HALF_PI_LOW to 107 bits. */
const HALF_PI_HIGH = 1.570796326794896558;
const HALF_PI_LOW = 6.12323399573676603587e-17;
const QUARTER_PI_HIGH = 0.5 * HALF_PI_HIGH;

/** (asin x − x)/x³ ≈ P(x²)/Q(x²) on |x| ≤ ½, coefficients of fdlibm. */
const P0 = 1.66666666666666657415e-1;
const P1 = -3.25565818622400915405e-1;
const P2 = 2.01212532134862925881e-1;
const P3 = -4.00555345006794114027e-2;
const P4 = 7.91534994289814532176e-4;
const P5 = 3.4793310759602116757e-5;
const Q1 = -2.40339491173441421878;
const Q2 = 2.02094576023350569471;
const Q3 = -6.8828397160545329303e-1;
const Q4 = 7.70381505559019352791e-2;

/** Below it asin x = x to the last bit. */
const LINEAR_BELOW = 7.450580596923828e-9;

/**
 * asin x in [−π/2, π/2].
 *
 * Method of fdlibm's e_asin (Sun Microsystems, 1993): x + x³ P(x²)/Q(x²) for |x| ≤ ½; beyond it
 * asin x = π/2 − 2 asin √((1−x)/2), with the square root carried to twice its precision. Error < 0.9 ulp.
 *
 * Special cases: asin ±0 = ±0, asin ±1 = ±π/2 rounded, NaN for |x| > 1 and for NaN. Near |x| = 1 the result
 * is as good as the argument, whose own rounding it magnifies: where 1 − |x| is known more exactly, use it.
 */
export function arcsine(x: number): number {
  const magnitude = Math.abs(x);
  if (magnitude <= 0.5) {
    return magnitude < LINEAR_BELOW ? x : x + x * relativeExcess(x * x);
  }
  if (!(magnitude <= 1)) return NaN;
  const t = (1 - magnitude) * 0.5;
  const s = Math.sqrt(t);
  // √t = high + low: 24 bits, whose square is exact, and the rest.
  const high = Math.fround(s);
  const low = t === 0 ? 0 : (t - high * high) / (s + high);
  const half = 2 * s * relativeExcess(t) - (HALF_PI_LOW - 2 * low) - (QUARTER_PI_HIGH - 2 * high);
  const angle = QUARTER_PI_HIGH - half;
  return x < 0 ? -angle : angle;
}

/** (asin √t − √t)/√t for 0 ≤ t ≤ ¼. */
function relativeExcess(t: number): number {
  const numerator = t * (P0 + t * (P1 + t * (P2 + t * (P3 + t * (P4 + t * P5)))));
  return numerator / (1 + t * (Q1 + t * (Q2 + t * (Q3 + t * Q4))));
}
