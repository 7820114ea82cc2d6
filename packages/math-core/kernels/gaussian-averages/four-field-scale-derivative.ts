import { ERF, HERMITE2, RELU } from '../activations/activation';
import { at, variance } from './field-covariance';
import { slopesValuesAverage } from './four-fields';
import {
  curvatureScaleDerivative,
  degreeOf,
  productScaleDerivative,
  slopesScaleDerivative,
} from './pair-scale-derivatives';
import { reluScaleDerivative } from './relu-scale-derivative';
import { curvatureValueAverage, slopesAverage, times } from './slopes-and-curvatures';
import { productAverage } from './two-fields';

/** d/ds I4(sC) at s = 1 for a student of z², z² − 1 or ReLU, as math-core's `slopesValuesScaleDerivative`. */
export function slopesValuesScaleDerivative(student: i32, b: i32, e: i32, C: usize): f64 {
  return student == RELU ? reluScaleDerivative(b, e, C) : ofSquares(student, b, e, C);
}

/** 4 d/ds { C_ij I2 + C_ib C_jb E[σ_b''σ_e] + … }, the products of covariances being of second degree. */
function ofSquares(student: i32, b: i32, e: i32, C: usize): f64 {
  if (isPower(b) && isPower(e)) return (1 + degreeOf(b) + degreeOf(e)) * slopesValuesAverage(student, b, e, C);
  const cij = at(C, 0, 1);
  const cib = at(C, 0, 2);
  const cie = at(C, 0, 3);
  const cjb = at(C, 1, 2);
  const cje = at(C, 1, 3);
  const cbb = variance(C, 2);
  const cbe = at(C, 2, 3);
  const cee = variance(C, 3);
  const values = productAverage(b, e, cbb, cbe, cee) + productScaleDerivative(b, e, cbb, cbe, cee);
  const ofB = 2 * curvatureValueAverage(b, e, cbb, cbe, cee) + curvatureScaleDerivative(b, e, cbb, cbe, cee);
  const ofSlopes = 2 * slopesAverage(b, e, cbb, cbe, cee) + slopesScaleDerivative(b, e, cbb, cbe, cee);
  const ofE = 2 * curvatureValueAverage(e, b, cee, cbe, cbb) + curvatureScaleDerivative(e, b, cee, cbe, cbb);
  return 4 * (cij * values + times(cib * cjb, ofB) + times(cib * cje + cie * cjb, ofSlopes) + times(cie * cje, ofE));
}

function isPower(activation: i32): bool {
  return activation != ERF && activation != HERMITE2;
}
