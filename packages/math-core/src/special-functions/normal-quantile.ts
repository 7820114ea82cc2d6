import { logarithm } from './logarithm.ts';

/** |u − ½| up to which the quantile is (u − ½) times a ratio of polynomials in (u − ½)². */
const CENTRAL = 0.425;
const CENTRAL_SQUARE = 0.180625;
/** √(−ln u) up to which the nearer tail's coefficients hold. */
const NEAR_TAIL = 5;

/**
 * The quantile of the standard normal law: z with Φ(z) = u, Φ the cumulative distribution function.
 *
 * Method and coefficients of Wichura, Algorithm AS 241 (PPND16), Applied Statistics 37, 477 (1988), by intervals of u:
 *
 *     |u − ½| ≤ 0.425    q·A(0.180625 − q²)/B(0.180625 − q²),  q = u − ½
 *     r ≤ 5              ±C(r − 1.6)/D(r − 1.6),  r = √(−ln min(u, 1 − u))
 *     r > 5              ±E(r − 5)/F(r − 5)
 *
 * Relative error < 1e-15 for 1e-300 ≤ u ≤ 1 − 2⁻⁵³, as far as u and 1 − u themselves are exact (1 − u is, for u ≥ ½).
 *
 * Special cases: −∞ for u = 0, ∞ for u = 1, NaN outside [0, 1]. Odd about u = ½ to the last bit wherever 1 − u is exact.
 */
export function normalQuantile(u: number): number {
  const q = u - 0.5;
  if (Math.abs(q) <= CENTRAL) return q * centralRatio(CENTRAL_SQUARE - q * q);
  if (!(u > 0 && u < 1)) return u === 0 ? -Infinity : u === 1 ? Infinity : NaN;
  const r = Math.sqrt(-logarithm(q < 0 ? u : 1 - u));
  const magnitude = r <= NEAR_TAIL ? nearTailRatio(r - 1.6) : farTailRatio(r - NEAR_TAIL);
  return q < 0 ? -magnitude : magnitude;
}

function centralRatio(x: number): number {
  let A = 2509.0809287301226727;
  A = 33430.575583588128105 + x * A;
  A = 67265.770927008700853 + x * A;
  A = 45921.953931549871457 + x * A;
  A = 13731.693765509461125 + x * A;
  A = 1971.5909503065514427 + x * A;
  A = 133.14166789178437745 + x * A;
  A = 3.387132872796366608 + x * A;
  let B = 5226.495278852545925;
  B = 28729.085735721942674 + x * B;
  B = 39307.89580009271061 + x * B;
  B = 21213.794301586595867 + x * B;
  B = 5394.1960214247511077 + x * B;
  B = 687.1870074920579083 + x * B;
  B = 42.313330701600911252 + x * B;
  B = 1 + x * B;
  return A / B;
}

function nearTailRatio(x: number): number {
  let C = 7.7454501427834140764e-4;
  C = 0.0227238449892691845833 + x * C;
  C = 0.24178072517745061177 + x * C;
  C = 1.27045825245236838258 + x * C;
  C = 3.64784832476320460504 + x * C;
  C = 5.7694972214606914055 + x * C;
  C = 4.6303378461565452959 + x * C;
  C = 1.42343711074968357734 + x * C;
  let D = 1.05075007164441684324e-9;
  D = 5.475938084995344946e-4 + x * D;
  D = 0.0151986665636164571966 + x * D;
  D = 0.14810397642748007459 + x * D;
  D = 0.68976733498510000455 + x * D;
  D = 1.6763848301838038494 + x * D;
  D = 2.05319162663775882187 + x * D;
  D = 1 + x * D;
  return C / D;
}

function farTailRatio(x: number): number {
  let E = 2.01033439929228813265e-7;
  E = 2.71155556874348757815e-5 + x * E;
  E = 0.0012426609473880784386 + x * E;
  E = 0.026532189526576123093 + x * E;
  E = 0.29656057182850489123 + x * E;
  E = 1.7848265399172913358 + x * E;
  E = 5.4637849111641143699 + x * E;
  E = 6.6579046435011037772 + x * E;
  let F = 2.04426310338993978564e-15;
  F = 1.4215117583164458887e-7 + x * F;
  F = 1.8463183175100546818e-5 + x * F;
  F = 7.868691311456132591e-4 + x * F;
  F = 0.0148753612908506148525 + x * F;
  F = 0.13692988092273580531 + x * F;
  F = 0.59983220655588793769 + x * F;
  F = 1 + x * F;
  return E / F;
}
