import { GaussianAverageDomainError } from '../errors.ts';
import { arcsine } from '../special-functions/arcsine.ts';
import { differenceOfProducts } from './difference-of-products.ts';
import { tiltedCovariance } from './tilted-covariance.ts';

const TWO_OVER_PI = 0.6366197723675814;

/** I2(b, e) = E[σ(λ_b) σ(λ_e)] = (2/π) asin( C_be / √((1+C_bb)(1+C_ee)) ). */
export function I2(cbb: number, cbe: number, cee: number): number {
  const ratio = cbe / Math.sqrt((1 + cbb) * (1 + cee));
  if (!(Math.abs(ratio) <= 1)) throw domain('I2', 'the arcsine argument exceeds 1', [cbb, cbe, cbe, cee]);
  return TWO_OVER_PI * arcsine(ratio);
}

/** J2(i, j) = E[σ'(λ_i) σ'(λ_j)] = (2/π) / √((1+C_ii)(1+C_jj) − C_ij²). */
export function J2(cii: number, cij: number, cjj: number): number {
  const determinant = 1 + cii + cjj + differenceOfProducts(cii, cjj, cij, cij);
  if (!(determinant > 0)) throw domain('J2', `the determinant is ${determinant}`, [cii, cij, cij, cjj]);
  return TWO_OVER_PI / Math.sqrt(determinant);
}

/** I3(i; b, e) = E[σ'(λ_i) λ_b σ(λ_e)]. */
export function I3(cii: number, cib: number, cie: number, cbe: number, cee: number): number {
  const determinant = 1 + cii + cee + differenceOfProducts(cii, cee, cie, cie);
  if (!(determinant > 0)) throw domain('I3', `the determinant is ${determinant}`, [cii, cie, cie, cee]);
  const numerator = cbe + differenceOfProducts(cbe, cii, cib, cie);
  return (TWO_OVER_PI * numerator) / ((1 + cii) * Math.sqrt(determinant));
}

/** I4(i, j; b, e) = E[σ'(λ_i) σ'(λ_j) σ(λ_b) σ(λ_e)]; C is the 4 × 4 covariance of (λ_i, λ_j, λ_b, λ_e), row-major. */
export function I4(C: ArrayLike<number>): number {
  const tilted = tiltedCovariance(C, 4, 0, 1);
  return J2(C[0], C[1], C[5]) * I2(tilted[10], tilted[11], tilted[15]);
}

function domain(average: string, problem: string, matrix: number[]): GaussianAverageDomainError {
  return new GaussianAverageDomainError(average, problem, matrix, 2);
}
