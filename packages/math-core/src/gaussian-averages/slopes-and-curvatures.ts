import type { TeacherActivationName } from '../activations/activation.ts';
import { J2 } from './erf.ts';
import { determinantOf, orthantProbability } from './half-plane.ts';
import { meanCurvature, meanSlope, meanValue } from './single-field.ts';
import { existing } from './two-fields.ts';

const TWO_PI = 6.283185307179586;
const TWO_OVER_PI = 0.6366197723675814;

/**
 * E[σ_b'(λ_b) σ_e'(λ_e)] for any two activations, which is ∂I2(b, e)/∂C_be for two different fields. With D = det C:
 *
 *     z with any           E[σ_e'(λ_e)]                        z², z² − 1 with any     2 C_be E[σ_e''(λ_e)]
 *     erf with erf         (2/π)/√(1 + C_bb + C_ee + D)         ReLU with ReLU          θ/2π (half-plane.ts)
 *     erf with sign        (2/π)/√(C_ee + D)                    ReLU with erf, sign     ½ E[σ_e'(λ_e)]
 *     sign with sign       (2/π)/√D
 *
 * A sign has the slope 2δ(λ): the average of two grows beyond all bounds as they become one field, and is ∞ there. Relative
 * error < 2e-15 (relative to 1 for ReLU with ReLU, whose angle may be small).
 *
 * Throws GaussianAverageDomainError when C is no covariance.
 */
export function slopesAverage(
  b: TeacherActivationName,
  e: TeacherActivationName,
  cbb: number,
  cbe: number,
  cee: number,
): number {
  return existing("E[σ'σ']", slopes(b, e, cbb, cbe, cee), [cbb, cbe, cbe, cee], 2);
}

/**
 * E[σ_b''(λ_b) σ_e(λ_e)] for any two activations, which is 2 ∂I2(b, e)/∂C_bb for two different fields:
 *
 *     z              0                                               z², z² − 1     2 E[σ_e(λ_e)]
 *     erf, sign      −C_be/v E[σ_b'(λ_b) σ_e'(λ_e)], v = 1 + C_bb for erf and C_bb for a sign
 *     ReLU           E[σ_e(λ_e) | λ_b = 0]/√(2πC_bb)
 *
 * as the curvature of erf is −λ times its slope, that of ReLU δ(λ), that of a sign 2δ'(λ). Relative error < 2e-15, unless the
 * mean of z² − 1 cancels. Infinite where `slopesAverage` is; throws GaussianAverageDomainError when C is no covariance.
 */
export function curvatureValueAverage(
  b: TeacherActivationName,
  e: TeacherActivationName,
  cbb: number,
  cbe: number,
  cee: number,
): number {
  return existing("E[σ''σ]", curvature(b, e, cbb, cbe, cee), [cbb, cbe, cbe, cee], 2);
}

/**
 * d E[σ(λ)²]/dv for one field λ ~ N(0, v), which is E[σ'²] + E[σ''σ]: (2/π)/((1+v)√(1+2v)) for erf, 1 for z, 6v for z²,
 * 6v − 2 for z² − 1, ½ for ReLU, 0 for a sign.
 */
export function squareAverageSlope(activation: TeacherActivationName, v: number): number {
  switch (activation) {
    case 'erf':
      return TWO_OVER_PI / ((1 + v) * Math.sqrt(1 + 2 * v));
    case 'linear':
      return 1;
    case 'quadratic':
      return 6 * v;
    case 'hermite2':
      return 6 * v - 2;
    case 'relu':
      return 0.5;
    case 'sign':
      return 0;
  }
}

function slopes(
  b: TeacherActivationName,
  e: TeacherActivationName,
  cbb: number,
  cbe: number,
  cee: number,
): number {
  if (b === 'linear') return meanSlope(e, cee);
  if (e === 'linear') return meanSlope(b, cbb);
  if (b === 'quadratic' || b === 'hermite2') return times(2 * cbe, meanCurvature(e, cee));
  if (e === 'quadratic' || e === 'hermite2') return slopes(e, b, cee, cbe, cbb);
  // ReLU's slope is ½ + ½ sign λ, and those of erf and sign are even.
  if (b === 'relu') return e === 'relu' ? orthantProbability(cbb, cbe, cee) : 0.5 * meanSlope(e, cee);
  if (e === 'relu') return 0.5 * meanSlope(b, cbb);
  if (b === 'erf' && e === 'erf') return J2(cbb, cbe, cee);
  const determinant = determinantOf(cbb, cbe, cee);
  if (b === 'erf') return TWO_OVER_PI / Math.sqrt(cee + determinant);
  if (e === 'erf') return TWO_OVER_PI / Math.sqrt(cbb + determinant);
  return TWO_OVER_PI / Math.sqrt(determinant);
}

function curvature(
  b: TeacherActivationName,
  e: TeacherActivationName,
  cbb: number,
  cbe: number,
  cee: number,
): number {
  switch (b) {
    case 'linear':
      return 0;
    case 'quadratic':
    case 'hermite2':
      return 2 * meanValue(e, cee);
    case 'erf':
      return -(cbe / (1 + cbb)) * slopes(b, e, cbb, cbe, cee);
    case 'sign':
      return times(-cbe, slopes(b, e, cbb, cbe, cee) / cbb);
    case 'relu': {
      const remaining = cbe === 0 ? cee : determinantOf(cbb, cbe, cee) / cbb;
      return times(meanValue(e, remaining), 1 / Math.sqrt(TWO_PI * cbb));
    }
  }
}

/** factor · average, 0 where the factor is: the average may be infinite there (a field without variance). */
export function times(factor: number, average: number): number {
  return factor === 0 ? 0 : factor * average;
}
