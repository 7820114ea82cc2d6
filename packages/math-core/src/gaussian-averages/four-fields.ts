import type { ActivationName, TeacherActivationName } from '../activations/activation.ts';
import { slopesTimesAngle } from './erf.ts';
import { FieldCovariance } from './field-covariance.ts';
import { reluSlopesValues } from './relu-slopes-and-values.ts';
import { curvatureValueAverage, slopesAverage, times } from './slopes-and-curvatures.ts';
import { tiltedCovariance } from './tilted-covariance.ts';
import { existing, productAverage, slopeProductAverage } from './two-fields.ts';

const TWO_OVER_PI = 0.6366197723675814;

/**
 * I4(i, j; b, e) = E[σ'(λ_i) σ'(λ_j) σ_b(λ_b) σ_e(λ_e)] for a student's activation σ, and σ_b, σ_e each the student's or the
 * teacher's (model.md §4):
 *
 *     erf            J2(i, j) I2(b, e) with I2 of the covariance tilted by i and j
 *     z              I2(b, e)
 *     z², z² − 1     4 E[λ_i λ_j σ_b σ_e], by Stein's lemma from I2 and its derivatives (slopes-and-curvatures.ts)
 *     ReLU           moments over orthants (relu-slopes-and-values.ts); that of four distinct fields needs a one-dimensional
 *                    integral, all others are closed forms
 *
 * Fields may be one and the same, multiples of each other or linearly dependent: that is seen in C, and the average is the
 * limit. Errors, relative to the size of the terms, √(C_ii C_jj) for each pair of slopes that grow and √C_bb or C_bb for values
 * that do (1 where they do not): < 2e-15, for ReLU < 2e-13. Where C is singular by rounding only, nearly equal fields add the
 * root of that rounding, as ReLU and sign do themselves.
 *
 * Throws GaussianAverageDomainError when C is no covariance, InvalidArgumentError for a student of ReLUs with two different
 * activations neither of which is a ReLU.
 *
 * @param C covariance of (λ_i, λ_j, λ_b, λ_e), 4 × 4, row-major, symmetric
 */
export function slopesValuesAverage(
  student: ActivationName,
  b: TeacherActivationName,
  e: TeacherActivationName,
  C: ArrayLike<number>,
): number {
  return existing('I4', evaluate(student, b, e, C), Array.from(C), 4);
}

function evaluate(
  student: ActivationName,
  b: TeacherActivationName,
  e: TeacherActivationName,
  C: ArrayLike<number>,
): number {
  switch (student) {
    case 'erf': {
      const [oneB, oneE] = [oneOf(b), oneOf(e)];
      if (oneB !== null && oneE !== null) return slopesTimesAngle(C, oneB, oneE);
      const tilted = tiltedCovariance(Float64Array.from(C), 4, 0, 1);
      return (
        slopeProductAverage('erf', C[0], C[1], C[5]) *
        productAverage(b, e, tilted[10], tilted[11], tilted[15])
      );
    }
    case 'linear':
      return productAverage(b, e, C[10], C[11], C[15]);
    case 'quadratic':
    case 'hermite2':
      return 4 * fieldsTimesValues(b, e, C);
    case 'relu':
      return reluSlopesValues(b, e, C);
  }
}

function oneOf(activation: TeacherActivationName): 0 | 1 | null {
  return activation === 'erf' ? 1 : activation === 'sign' ? 0 : null;
}

/**
 * E[λ_i λ_j σ_b σ_e] = C_ij I2 + C_ib C_jb E[σ_b''σ_e] + (C_ib C_je + C_ie C_jb) E[σ_b'σ_e'] + C_ie C_je E[σ_bσ_e'']. For two signs
 * the last three terms grow as the fields become one, and only their sum has a limit.
 */
function fieldsTimesValues(b: TeacherActivationName, e: TeacherActivationName, C: ArrayLike<number>): number {
  const [cij, cib, cie, cjb, cje] = [C[1], C[2], C[3], C[6], C[7]];
  const [cbb, cbe, cee] = [C[10], C[11], C[15]];
  const value = cij * productAverage(b, e, cbb, cbe, cee);
  if (b === 'sign' && e === 'sign') return value + TWO_OVER_PI * new FieldCovariance(C).corner(2, 3, 0, 1);
  return (
    value +
    times(cib * cjb, curvatureValueAverage(b, e, cbb, cbe, cee)) +
    times(cib * cje + cie * cjb, slopesAverage(b, e, cbb, cbe, cee)) +
    times(cie * cje, curvatureValueAverage(e, b, cee, cbe, cbb))
  );
}
