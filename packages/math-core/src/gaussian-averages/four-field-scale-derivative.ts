import type { ActivationName, TeacherActivationName } from '../activations/activation.ts';
import { FieldCovariance } from './field-covariance.ts';
import { slopesValuesAverage } from './four-fields.ts';
import {
  curvatureScaleDerivative,
  DEGREES,
  productRate,
  productScaleDerivative,
  slopeProductScaleDerivative,
  slopesScaleDerivative,
} from './pair-scale-derivatives.ts';
import { reluScaleDerivative } from './relu-scale-derivative.ts';
import { curvatureValueAverage, slopesAverage, times } from './slopes-and-curvatures.ts';
import { tiltedCovariance } from './tilted-covariance.ts';
import { existing, productAverage, slopeProductAverage } from './two-fields.ts';

const TWO_OVER_PI = 0.6366197723675814;

/**
 * d/ds I4(sC)|_{s=1}, which the exact mean of one step has as its term of order 1/d (model.md §3). Activations that are powers
 * scale I4 by a power of s (Euler); for a student of erf dC̃/ds = C̃ − C̃ U C̃ and d log J2/ds = −½ (C̃_ii + C̃_jj), U the
 * projector on i and j; for a student of ReLUs with an erf the variance of its noise is what does not scale. Arguments, errors
 * and what it throws as for `slopesValuesAverage`.
 */
export function slopesValuesScaleDerivative(
  student: ActivationName,
  b: TeacherActivationName,
  e: TeacherActivationName,
  C: ArrayLike<number>,
): number {
  return existing('dI4/ds', evaluate(student, b, e, C), Array.from(C), 4);
}

function evaluate(
  student: ActivationName,
  b: TeacherActivationName,
  e: TeacherActivationName,
  C: ArrayLike<number>,
): number {
  switch (student) {
    case 'erf':
      return ofErf(b, e, C);
    case 'linear':
      return productScaleDerivative(b, e, C[10], C[11], C[15]);
    case 'quadratic':
    case 'hermite2':
      return ofSquares(student, b, e, C);
    case 'relu':
      return reluScaleDerivative(b, e, C);
  }
}

function ofErf(b: TeacherActivationName, e: TeacherActivationName, C: ArrayLike<number>): number {
  const tilted = new FieldCovariance(tiltedCovariance(Float64Array.from(C), 4, 0, 1));
  const [cbb, cbe, cee] = [tilted.variance(2), tilted.at(2, 3), tilted.variance(3)];
  const slopes = slopeProductAverage('erf', C[0], C[1], C[5]);
  const rate = (x: number, y: number) =>
    tilted.at(x, y) - (tilted.at(x, 0) * tilted.at(y, 0) + tilted.at(x, 1) * tilted.at(y, 1));
  const rateOfProduct =
    b === 'sign' && e === 'sign'
      ? -0.5 * TWO_OVER_PI * (tilted.corner(2, 3, 0, 0) + tilted.corner(2, 3, 1, 1))
      : productRate(b, e, cbb, cbe, cee, rate(2, 2), rate(2, 3), rate(3, 3));
  return (
    slopes * rateOfProduct +
    slopeProductScaleDerivative('erf', C[0], C[1], C[5]) * productAverage(b, e, cbb, cbe, cee)
  );
}

/** 4 d/ds { C_ij I2 + C_ib C_jb E[σ_b''σ_e] + … }, the products of covariances being of second degree. */
function ofSquares(
  student: ActivationName,
  b: TeacherActivationName,
  e: TeacherActivationName,
  C: ArrayLike<number>,
): number {
  if (isPower(b) && isPower(e)) return (1 + DEGREES[b] + DEGREES[e]) * slopesValuesAverage(student, b, e, C);
  const [cij, cib, cie, cjb, cje] = [C[1], C[2], C[3], C[6], C[7]];
  const pair = [C[10], C[11], C[15]] as const;
  const swapped = [C[15], C[11], C[10]] as const;
  return (
    4 *
    (cij * (productAverage(b, e, ...pair) + productScaleDerivative(b, e, ...pair)) +
      times(cib * cjb, 2 * curvatureValueAverage(b, e, ...pair) + curvatureScaleDerivative(b, e, ...pair)) +
      times(cib * cje + cie * cjb, 2 * slopesAverage(b, e, ...pair) + slopesScaleDerivative(b, e, ...pair)) +
      times(
        cie * cje,
        2 * curvatureValueAverage(e, b, ...swapped) + curvatureScaleDerivative(e, b, ...swapped),
      ))
  );
}

function isPower(activation: TeacherActivationName): activation is 'linear' | 'quadratic' | 'relu' | 'sign' {
  return activation !== 'erf' && activation !== 'hermite2';
}
