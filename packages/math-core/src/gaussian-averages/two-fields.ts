import type { ActivationName, TeacherActivationName } from '../activations/activation.ts';
import { GaussianAverageDomainError } from '../errors.ts';
import { arcsine } from '../special-functions/arcsine.ts';
import { I2, J2 } from './erf.ts';
import { determinantOf, orthantProbability, productOfPositiveParts } from './half-plane.ts';
import { meanCurvature, meanSlope, meanValue } from './single-field.ts';

const TWO_OVER_PI = 0.6366197723675814;
const HALF_PI = 1.5707963267948966;
const SQRT_HALF = Math.sqrt(0.5);

/**
 * I2(b, e) = E[σ_b(λ_b) σ_e(λ_e)] for two fields of covariance C with any two activations (model.md §4). Equal ones:
 *
 *     erf     (2/π) asin( C_be/√((1+C_bb)(1+C_ee)) )          linear    C_be
 *     z²      C_bb C_ee + 2 C_be²                              z² − 1    (C_bb−1)(C_ee−1) + 2 C_be²
 *     ReLU    (√D + C_be θ)/2π                                 sign      (2/π) asin( C_be/√(C_bb C_ee) )
 *
 * Different ones by Stein's lemma, E[λ_b g] = C_be E[g'] and E[λ_b² g] = C_bb E[g] + C_be² E[g''], by the parity of
 * ReLU = z/2 + |z|/2, and for erf with sign by the arcsine with the 1 left out where the sign stands. Relative error < 2e-15
 * unless terms of the formula cancel, when it is relative to them.
 *
 * Throws GaussianAverageDomainError when C is no covariance.
 */
export function productAverage(
  b: TeacherActivationName,
  e: TeacherActivationName,
  cbb: number,
  cbe: number,
  cee: number,
): number {
  return existing('I2', evaluate(b, e, cbb, cbe, cee), [cbb, cbe, cbe, cee], 2);
}

/** The value of an average; throws GaussianAverageDomainError where it is not a number. */
export function existing(average: string, value: number, matrix: readonly number[], size: number): number {
  if (Number.isNaN(value)) {
    throw new GaussianAverageDomainError(average, 'the matrix is no covariance', matrix, size);
  }
  return value;
}

function evaluate(
  b: TeacherActivationName,
  e: TeacherActivationName,
  cbb: number,
  cbe: number,
  cee: number,
): number {
  if (b === 'erf' && e === 'erf') return I2(cbb, cbe, cee);
  if (b === 'linear') return cbe === 0 ? 0 : cbe * meanSlope(e, cee);
  if (b === 'quadratic' || b === 'hermite2') {
    const second = cbe === 0 ? 0 : cbe * cbe * meanCurvature(e, cee);
    return (b === 'quadratic' ? cbb : cbb - 1) * meanValue(e, cee) + second;
  }
  if (e === 'linear' || e === 'quadratic' || e === 'hermite2') return evaluate(e, b, cee, cbe, cbb);
  if (b === 'relu') {
    // |z| is even and erf and sign are odd: only z/2 of the ReLU has a product with them.
    return e === 'relu' ? productOfPositiveParts(cbb, cbe, cee) : 0.5 * evaluate('linear', e, cbb, cbe, cee);
  }
  if (e === 'relu') return evaluate(e, b, cee, cbe, cbb);
  return TWO_OVER_PI * angleOf(b, e, cbb, cbe, cee);
}

/**
 * asin( C_be/√(v_b v_e) ) with v = 1 + C for erf and C for a sign. Near ±π/2 it is taken of the complement
 * v_b v_e − C_be² = det C + (terms with a 1), which does not cancel.
 */
function angleOf(
  b: TeacherActivationName,
  e: TeacherActivationName,
  cbb: number,
  cbe: number,
  cee: number,
): number {
  const [oneB, oneE] = [b === 'sign' ? 0 : 1, e === 'sign' ? 0 : 1];
  const square = (oneB + cbb) * (oneE + cee);
  // A sign of a field that is always 0 is 0.
  if (square === 0) return 0;
  const complement = determinantOf(cbb, cbe, cee) + (oneB * oneE + oneB * cee + oneE * cbb);
  if (!(complement >= 0)) return NaN;
  const sine = cbe / Math.sqrt(square);
  if (Math.abs(sine) <= SQRT_HALF) return arcsine(sine);
  const angle = HALF_PI - arcsine(Math.sqrt(complement / square));
  return cbe < 0 ? -angle : angle;
}

/**
 * J2(i, j) = E[σ'(λ_i) σ'(λ_j)] for the slopes of one activation (model.md §4):
 * (2/π)/√((1+C_ii)(1+C_jj) − C_ij²) for erf, 1 for z, 4 C_ij for z² and z² − 1, θ/2π for ReLU. Throws
 * GaussianAverageDomainError when C is no covariance.
 */
export function slopeProductAverage(
  activation: ActivationName,
  cii: number,
  cij: number,
  cjj: number,
): number {
  switch (activation) {
    case 'erf':
      return J2(cii, cij, cjj);
    case 'linear':
      return 1;
    case 'quadratic':
    case 'hermite2':
      return 4 * cij;
    case 'relu':
      return existing('J2', orthantProbability(cii, cij, cjj), [cii, cij, cij, cjj], 2);
  }
}
