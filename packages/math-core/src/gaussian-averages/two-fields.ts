import type { ActivationName, TeacherActivationName } from '../activations/activation.ts';
import { GaussianAverageDomainError } from '../errors.ts';
import { arcsine } from '../special-functions/arcsine.ts';
import { I2, J2 } from './erf.ts';
import { orthantProbability, productOfPositiveParts } from './half-plane.ts';
import { meanCurvature, meanSlope, meanValue } from './single-field.ts';

const TWO_OVER_PI = 0.6366197723675814;

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
  const value = evaluate(b, e, cbb, cbe, cee);
  if (Number.isNaN(value)) {
    throw new GaussianAverageDomainError('I2', 'the matrix is no covariance', [cbb, cbe, cbe, cee], 2);
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
  const variances = (b === 'sign' ? cbb : 1 + cbb) * (e === 'sign' ? cee : 1 + cee);
  return TWO_OVER_PI * arcsine(withinRoundOff(cbe / Math.sqrt(variances)));
}

/** A sign agrees with itself up to a rounded correlation; anything beyond that stays impossible. */
function withinRoundOff(correlation: number): number {
  const excess = Math.abs(correlation) - 1;
  return excess > 0 && excess <= 4 * Number.EPSILON ? Math.sign(correlation) : correlation;
}

/**
 * J2(i, j) = E[σ'(λ_i) σ'(λ_j)] for the slopes of one activation (model.md §4):
 * (2/π)/√((1+C_ii)(1+C_jj) − C_ij²) for erf, 1 for z, 4 C_ij for z² and z² − 1, θ/2π for ReLU.
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
      return orthantProbability(cii, cij, cjj);
  }
}
