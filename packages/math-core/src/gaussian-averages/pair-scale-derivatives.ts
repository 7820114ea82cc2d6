import type { ActivationName, TeacherActivationName } from '../activations/activation.ts';
import { determinantOf } from './half-plane.ts';
import { meanValue } from './single-field.ts';
import { curvatureValueAverage, slopesAverage, times } from './slopes-and-curvatures.ts';
import { existing } from './two-fields.ts';

const TWO_PI = 6.283185307179586;

/** The activations whose averages are homogeneous: σ(√s λ) = s^degree σ(λ) up to the constant of z² − 1, which slopes lack. */
export const DEGREES = { linear: 0.5, quadratic: 1, hermite2: 1, relu: 0.5, sign: 0 } as const;

/**
 * d/ds J2(sC)|_{s=1}, J2(i, j) = E[σ'(λ_i) σ'(λ_j)]: −½ J2 tr[(1 + C)⁻¹ C] for erf, J2 for z² and z² − 1, 0 for z and ReLU.
 * Relative error < 2e-15. Throws GaussianAverageDomainError when C is no covariance.
 */
export function slopeProductScaleDerivative(
  activation: ActivationName,
  cii: number,
  cij: number,
  cjj: number,
): number {
  return existing(
    'dJ2/ds',
    slopesScaleDerivative(activation, activation, cii, cij, cjj),
    [cii, cij, cij, cjj],
    2,
  );
}

/** d/ds E[σ_b'(λ_b) σ_e'(λ_e)](sC)|_{s=1} */
export function slopesScaleDerivative(
  b: TeacherActivationName,
  e: TeacherActivationName,
  cbb: number,
  cbe: number,
  cee: number,
): number {
  const slopes = slopesAverage(b, e, cbb, cbe, cee);
  if (slopes === 0) return 0;
  if (b !== 'erf' && e !== 'erf') return (DEGREES[b] + DEGREES[e] - 1) * slopes;
  if (b !== 'erf') return slopesScaleDerivative(e, b, cee, cbe, cbb);
  if (e === 'linear' || e === 'relu') return (-0.5 * cbb * slopes) / (1 + cbb);
  const determinant = determinantOf(cbb, cbe, cee);
  if (e === 'sign') return (-0.5 * (cee + 2 * determinant) * slopes) / (cee + determinant);
  return (-0.5 * (cbb + cee + 2 * determinant) * slopes) / (1 + cbb + cee + determinant);
}

/** d/ds E[σ_b''(λ_b) σ_e(λ_e)](sC)|_{s=1} */
export function curvatureScaleDerivative(
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
      return 2 * meanScaleDerivative(e, cee);
    case 'erf': {
      const slopes = slopesAverage(b, e, cbb, cbe, cee);
      return (-cbe / (1 + cbb)) * (slopes / (1 + cbb) + slopesScaleDerivative(b, e, cbb, cbe, cee));
    }
    case 'sign':
      return times(-cbe, slopesScaleDerivative(b, e, cbb, cbe, cee) / cbb);
    case 'relu': {
      const remaining = cbe === 0 ? cee : determinantOf(cbb, cbe, cee) / cbb;
      const change = meanScaleDerivative(e, remaining) - 0.5 * meanValue(e, remaining);
      return times(change, 1 / Math.sqrt(TWO_PI * cbb));
    }
  }
}

/** d/ds E[σ(λ)] for λ ~ N(0, sv) */
function meanScaleDerivative(activation: TeacherActivationName, v: number): number {
  if (activation === 'quadratic' || activation === 'hermite2') return v;
  return 0.5 * meanValue(activation, v);
}

/**
 * The change of I2(b, e) as C changes at the rates D: ½ E[σ_b''σ_e] D_bb + E[σ_b'σ_e'] D_be + ½ E[σ_bσ_e''] D_ee. Two signs are
 * left to the caller, who knows the rate of their correlation: the three terms are infinite where they are one field.
 */
export function productRate(
  b: TeacherActivationName,
  e: TeacherActivationName,
  cbb: number,
  cbe: number,
  cee: number,
  dbb: number,
  dbe: number,
  dee: number,
): number {
  return (
    times(0.5 * dbb, curvatureValueAverage(b, e, cbb, cbe, cee)) +
    times(dbe, slopesAverage(b, e, cbb, cbe, cee)) +
    times(0.5 * dee, curvatureValueAverage(e, b, cee, cbe, cbb))
  );
}

/** d/ds I2(sC)|_{s=1} */
export function productScaleDerivative(
  b: TeacherActivationName,
  e: TeacherActivationName,
  cbb: number,
  cbe: number,
  cee: number,
): number {
  if (b === 'sign' && e === 'sign') return 0;
  return productRate(b, e, cbb, cbe, cee, cbb, cbe, cee);
}
