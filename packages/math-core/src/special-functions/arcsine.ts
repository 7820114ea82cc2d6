const HALF_PI_HIGH = 1.570796326794896558;
const HALF_PI_LOW = 6.12323399573676603587e-17;

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

/** (asin √t − √t)/√t for 0 ≤ t ≤ ¼. */
function remainder(t: number): number {
  const numerator = t * (P0 + t * (P1 + t * (P2 + t * (P3 + t * (P4 + t * P5)))));
  return numerator / (1 + t * (Q1 + t * (Q2 + t * (Q3 + t * Q4))));
}

/** arcsin x, with an error below 1 ulp; NaN for |x| > 1. */
export function arcsine(x: number): number {
  const magnitude = Math.abs(x);
  if (magnitude <= 0.5) return magnitude < 7.450580596923828e-9 ? x : x + x * remainder(x * x);
  if (!(magnitude <= 1)) return NaN;
  const t = (1 - magnitude) * 0.5;
  const s = Math.sqrt(t);
  const high = Math.fround(s);
  const low = s === 0 ? 0 : (t - high * high) / (s + high);
  const angle = HALF_PI_HIGH - (2 * (s * remainder(t)) - (HALF_PI_LOW - 2 * low) + 2 * high);
  return x < 0 ? -angle : angle;
}
