import { differenceOfProducts } from '../compensated-arithmetic/difference-of-products.ts';
import {
  divide,
  exactSum,
  multiply,
  subtract,
  type DoubleDouble,
} from '../compensated-arithmetic/double-double.ts';
import { GaussianAverageDomainError } from '../errors.ts';
import { arcsine } from '../special-functions/arcsine.ts';

const TWO_OVER_PI = 0.6366197723675814;
const FOUR_OVER_PI_SQUARED = 0.4052847345693511;
const HALF_PI = 1.5707963267948966;
const SQRT_HALF = Math.sqrt(0.5);
/** How far below 0 rounded overlaps may take a determinant, as in half-plane.ts. */
const ROUND_OFF = 1e-10;

/**
 * Two fields, σ(z) = erf(z/√2):
 *
 *     I2(b, e) = E[σ(λ_b) σ(λ_e)] = (2/π) asin( C_be / √((1+C_bb)(1+C_ee)) )
 *
 * (Saad & Solla, Phys. Rev. E 52, 4225 (1995)), for the covariance C of (λ_b, λ_e). Relative error < 8e-16
 * for any variances, also where the arguments are nearly collinear: there the arcsine is taken of the
 * complement (1+C_bb)(1+C_ee) − C_be² = 1 + C_bb + C_ee + det C, which does not cancel.
 *
 * Throws GaussianAverageDomainError when that complement is not positive: no arcsine argument is ever
 * clipped.
 */
export function I2(cbb: number, cbe: number, cee: number): number {
  const complement = determinantOfOnePlus(cbb, cbe, cee);
  if (!(complement > 0 && cbb > -1)) {
    throw refusal('I2', '(1 + C_bb)(1 + C_ee) − C_be²', complement, [cbb, cbe, cbe, cee], 2);
  }
  return TWO_OVER_PI * arcsineOfQuotient(cbe, (1 + cbb) * (1 + cee), complement);
}

/**
 * Two derivatives:
 *
 *     J2(i, j) = E[σ'(λ_i) σ'(λ_j)] = (2/π) / √((1+C_ii)(1+C_jj) − C_ij²)
 *
 * with the root's argument as 1 + C_ii + C_jj + det C. Relative error < 4e-16. Throws
 * GaussianAverageDomainError when that argument is not positive.
 */
export function J2(cii: number, cij: number, cjj: number): number {
  const determinant = determinantOfOnePlus(cii, cij, cjj);
  if (!(determinant > 0 && cii > -1)) {
    throw refusal('J2', '(1 + C_ii)(1 + C_jj) − C_ij²', determinant, [cii, cij, cij, cjj], 2);
  }
  return TWO_OVER_PI / Math.sqrt(determinant);
}

/**
 * Three fields:
 *
 *     I3(i; b, e) = E[σ'(λ_i) λ_b σ(λ_e)]
 *                 = (2/π) [C_be (1+C_ii) − C_ib C_ie] / [(1+C_ii) √((1+C_ii)(1+C_ee) − C_ie²)]
 *
 * (Saad & Solla 1995, appendix), numerator as C_be + (C_be C_ii − C_ib C_ie). C_bb does not enter. Relative
 * error < 8e-16, unless C_be and the difference cancel, when it is relative to |C_be|. Throws
 * GaussianAverageDomainError when 1 + C_ii or the root's argument is not positive.
 */
export function I3(cii: number, cib: number, cie: number, cbe: number, cee: number): number {
  const determinant = determinantOfOnePlus(cii, cie, cee);
  if (!(determinant > 0 && cii > -1)) {
    throw refusal('I3', '(1 + C_ii)(1 + C_ee) − C_ie²', determinant, [cii, cie, cie, cee], 2);
  }
  const numerator = cbe + differenceOfProducts(cbe, cii, cib, cie);
  return (TWO_OVER_PI * numerator) / ((1 + cii) * Math.sqrt(determinant));
}

/**
 * Four fields:
 *
 *     I4(i, j; b, e) = E[σ'(λ_i) σ'(λ_j) σ(λ_b) σ(λ_e)]
 *                    = J2(i, j) (2/π) asin( C̃_be / √((1+C̃_bb)(1+C̃_ee)) )
 *
 * with the tilted covariance C̃ of tilted-covariance.ts. C is the 4 × 4 covariance of (λ_i, λ_j, λ_b, λ_e),
 * row-major; its upper triangle is read. 1 + C̃ is the Schur complement of I + C over (i, j): the elimination
 * is done here in double-double arithmetic, so that the relative error stays < 1e-15 for large and degenerate
 * C alike, at about 0.4 µs. Sums over many (b, e) for one (i, j) are cheaper through tiltedCovariance and I2.
 *
 * Throws GaussianAverageDomainError when I + C is not positive definite.
 */
export function I4(C: ArrayLike<number>): number {
  return slopesTimesAngle(C, 1, 1);
}

/**
 * The same with the sign of λ_b, of λ_e or of both in the place of erf: `oneB` and `oneE` are 1 for erf and 0 for a sign, whose
 * variance stands alone under the root. Two signs of one field, up to rounding, have the product ±1.
 */
export function slopesTimesAngle(C: ArrayLike<number>, oneB: 0 | 1, oneE: 0 | 1): number {
  const ii = exactSum(1, C[0]);
  const ij = doubleDouble(C[1]);
  const ib = doubleDouble(C[2]);
  const ie = doubleDouble(C[3]);
  const byI = (left: DoubleDouble, entry: DoubleDouble, right: DoubleDouble) =>
    subtract(entry, multiply(divide(left, ii), right));
  const jj = byI(ij, exactSum(1, C[5]), ij);
  const jb = byI(ij, doubleDouble(C[6]), ib);
  const je = byI(ij, doubleDouble(C[7]), ie);
  const byJ = (left: DoubleDouble, entry: DoubleDouble, right: DoubleDouble) =>
    subtract(entry, multiply(divide(left, jj), right));
  const bb = byJ(jb, byI(ib, exactSum(oneB, C[10]), ib), jb);
  const be = byJ(jb, byI(ib, doubleDouble(C[11]), ie), je);
  const ee = byJ(je, byI(ie, exactSum(oneE, C[15]), ie), je);

  const variances = multiply(bb, ee);
  const complement = subtract(variances, multiply(be, be)).high;
  // A sign of a field that is always 0 is 0.
  if (oneB * oneE === 0 && variances.high === 0) return 0;
  const least = oneB + oneE === 0 ? -ROUND_OFF * variances.high : Number.MIN_VALUE;
  if (!(ii.high > 0 && jj.high > 0 && bb.high > 0 && complement >= least)) {
    const pivots = `${ii.high}, ${jj.high}, ${bb.high}, ${complement / bb.high}`;
    throw refusal('I4', 'I + C', `not positive definite with pivots ${pivots}`, C, 4);
  }
  const angle = arcsineOfQuotient(be.high, variances.high, Math.max(complement, 0));
  return (FOUR_OVER_PI_SQUARED * angle) / Math.sqrt(multiply(ii, jj).high);
}

function doubleDouble(value: number): DoubleDouble {
  return { high: value, low: 0 };
}

/** (1+a)(1+b) − c², in the order that does not cancel for ab ≥ c². */
function determinantOfOnePlus(a: number, c: number, b: number): number {
  return 1 + (a + b + differenceOfProducts(a, b, c, c));
}

/** asin(c/√square), given complement = square − c² > 0 to full relative precision. */
function arcsineOfQuotient(c: number, square: number, complement: number): number {
  const sine = c / Math.sqrt(square);
  if (Math.abs(sine) <= SQRT_HALF) return arcsine(sine);
  const angle = HALF_PI - arcsine(Math.sqrt(complement / square));
  return c < 0 ? -angle : angle;
}

function refusal(
  average: string,
  quantity: string,
  value: number | string,
  matrix: ArrayLike<number>,
  size: number,
): GaussianAverageDomainError {
  return new GaussianAverageDomainError(
    average,
    `${quantity} is ${value}; it must be positive`,
    matrix,
    size,
  );
}
