import { RELU, SIGN } from '../activations/activation';
import { at, corner, variance } from './field-covariance';
import { reluSlopesValues } from './relu-slopes-and-values';
import { curvatureValueAverage, slopesAverage, times } from './slopes-and-curvatures';
import { productAverage } from './two-fields';

const TWO_OVER_PI: f64 = 0.6366197723675814;

/**
 * I4(i, j; b, e) = E[σ'(λ_i) σ'(λ_j) σ_b(λ_b) σ_e(λ_e)] for a student of z², z² − 1 or ReLU, as math-core's `slopesValuesAverage`;
 * for erf and z it separates into averages of two fields. NaN where C is no covariance.
 *
 * @param C covariance of (λ_i, λ_j, λ_b, λ_e), 16 doubles
 */
export function slopesValuesAverage(student: i32, b: i32, e: i32, C: usize): f64 {
  return student == RELU ? reluSlopesValues(b, e, C) : 4 * fieldsTimesValues(b, e, C);
}

/** E[λ_i λ_j σ_b σ_e] */
function fieldsTimesValues(b: i32, e: i32, C: usize): f64 {
  const cib = at(C, 0, 2);
  const cie = at(C, 0, 3);
  const cjb = at(C, 1, 2);
  const cje = at(C, 1, 3);
  const cbb = variance(C, 2);
  const cbe = at(C, 2, 3);
  const cee = variance(C, 3);
  const value = at(C, 0, 1) * productAverage(b, e, cbb, cbe, cee);
  // Two signs: the last three terms grow as the fields become one, and only their sum has a limit.
  if (b == SIGN && e == SIGN) return value + TWO_OVER_PI * corner(C, 2, 3, 0, 1);
  return (
    value +
    times(cib * cjb, curvatureValueAverage(b, e, cbb, cbe, cee)) +
    times(cib * cje + cie * cjb, slopesAverage(b, e, cbb, cbe, cee)) +
    times(cie * cje, curvatureValueAverage(e, b, cee, cbe, cbb))
  );
}
