import type { ActivationName, TeacherActivationName } from '../activations/activation.ts';
import { I3 } from './erf.ts';
import { orthantProbability, rootOfDeterminant } from './half-plane.ts';
import { meanCurvature, meanSlope, meanValue } from './single-field.ts';
import { existing } from './two-fields.ts';

const TWO_PI = 6.283185307179586;
const TWO_OVER_PI = 0.6366197723675814;

/**
 * I3(i; b, e) = E[σ'(λ_i) λ_b σ_e(λ_e)] for a student's activation σ and any σ_e (model.md §4), by Stein's lemma
 *
 *     I3 = C_ib E[σ''(λ_i) σ_e(λ_e)] + C_be E[σ'(λ_i) σ_e'(λ_e)].
 *
 * The two remaining averages have closed forms: erf's slope tilts the Gaussian, z² leaves moments, ReLU's is a half plane and
 * a point. C_bb does not enter. Relative error < 2e-15 of the larger term.
 *
 * Throws GaussianAverageDomainError when C is no covariance.
 */
export function slopeFieldValueAverage(
  student: ActivationName,
  e: TeacherActivationName,
  cii: number,
  cib: number,
  cie: number,
  cbe: number,
  cee: number,
): number {
  const value = evaluate(student, e, cii, cib, cie, cbe, cee);
  return existing('I3', value, [cii, cie, cie, cee], 2);
}

function evaluate(
  student: ActivationName,
  e: TeacherActivationName,
  cii: number,
  cib: number,
  cie: number,
  cbe: number,
  cee: number,
): number {
  switch (student) {
    case 'erf': {
      if (e === 'erf') return I3(cii, cib, cie, cbe, cee);
      // Tilted by exp(−λ_i²/2): C⁽ⁱ⁾ = C − C_{·i} C_{i·}/(1 + C_ii).
      const scale = 1 + cii;
      const tiltedCovariance = cbe - (cib * cie) / scale;
      const tiltedVariance = cee - (cie * cie) / scale;
      return Math.sqrt(TWO_OVER_PI / scale) * times(tiltedCovariance, () => meanSlope(e, tiltedVariance));
    }
    case 'linear':
      return times(cbe, () => meanSlope(e, cee));
    case 'quadratic':
    case 'hermite2':
      return 2 * (cib * meanValue(e, cee) + times(cbe * cie, () => meanCurvature(e, cee)));
    case 'relu': {
      // A field that is always 0 has the slope 0.
      if (cii === 0) return 0;
      const atZero = cib / Math.sqrt(TWO_PI * cii);
      const remaining = rootOfDeterminant(cii, cie, cee) ** 2 / cii;
      return (
        times(atZero, () => meanValue(e, remaining)) + times(cbe, () => meanSlopeAbove(e, cii, cie, cee))
      );
    }
  }
}

/** E[1(λ_i > 0) σ_e'(λ_e)]: by parity half the mean of an even slope. */
function meanSlopeAbove(e: TeacherActivationName, cii: number, cie: number, cee: number): number {
  switch (e) {
    case 'erf':
    case 'linear':
    case 'sign':
      return 0.5 * meanSlope(e, cee);
    case 'quadratic':
    case 'hermite2':
      return (2 * cie) / Math.sqrt(TWO_PI * cii);
    case 'relu':
      return orthantProbability(cii, cie, cee);
  }
}

/** factor · average(), 0 where the factor is: the average may not exist there (a field without variance). */
function times(factor: number, average: () => number): number {
  return factor === 0 ? 0 : factor * average();
}
