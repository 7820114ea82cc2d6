import { ERF, LINEAR } from '../../math-core/kernels/activations/activation';
import { slopesValuesScaleDerivative } from '../../math-core/kernels/gaussian-averages/four-field-scale-derivative';
import { productRate, slopeProductScaleDerivative } from '../../math-core/kernels/gaussian-averages/pair-scale-derivatives';
import { squareAverageSlope } from '../../math-core/kernels/gaussian-averages/slopes-and-curvatures';
import { productAverage, slopeProductAverage } from '../../math-core/kernels/gaussian-averages/two-fields';
import { activationOf, count, covariance, covarianceOf, rowBytes, student } from './fields';
import { fillBlock, pairWeight } from './general-averages';
import { tiltAgain, twiceTilted } from './tilt-by-two-fields';
import { noise } from './variance-part';

/** The covariance of the values: C̃ of the pair (i, j) for erf, C for z. */
let matrix: usize = 0;
let first: usize = 0;
let second: usize = 0;

/**
 * d/ds Φ_noise,ij(sΩ) at s = 1 for i ≤ j, the noise Δ held fixed. ‖x‖² is larger than d where the fields are large; twice this over
 * d is what it adds to the variance of a step (model.md §3). For erf, from the covariance C⁽ⁱ⁾ tilted by i, with
 *
 *     C̃(s) = (C⁻¹/s + U)⁻¹,  U = e_i e_iᵀ + e_j e_jᵀ:     dC̃/ds = C̃ − C̃ U C̃,     d log J2/ds = −½ (C̃_ii + C̃_jj);
 *
 * for z with dC/ds = C and a constant J2; both then by the derivatives of I2(b, e). The slopes of the other activations do not
 * separate from the values.
 */
export function scaleDerivative(i: usize, j: usize): f64 {
  if (student == ERF) {
    tiltAgain(j);
    matrix = twiceTilted;
    first = i;
    second = j;
    const J2 = slopeProductAverage(ERF, covarianceOf(i, i), covarianceOf(i, j), covarianceOf(j, j));
    const ofJ2 = -0.5 * (entry(i, i) + entry(j, j));
    return J2 * (ofValues(ofJ2) + ofJ2 * noise);
  }
  if (student == LINEAR) {
    matrix = covariance;
    return ofValues(0);
  }
  let sum: f64 = 0;
  for (let b: usize = 0; b < <usize>count; b++) {
    for (let e: usize = 0; e <= b; e++) {
      const block = fillBlock(i, j, b, e);
      sum += pairWeight(b, e) * slopesValuesScaleDerivative(student, activationOf(b), activationOf(e), block);
    }
  }
  return sum + noise * slopeProductScaleDerivative(student, covarianceOf(i, i), covarianceOf(i, j), covarianceOf(j, j));
}

@inline
function entry(b: usize, e: usize): f64 {
  return load<f64>(matrix + b * rowBytes + (e << 3));
}

/** The derivative of an entry. */
@inline
function change(b: usize, e: usize): f64 {
  const value = entry(b, e);
  if (student == LINEAR) return value;
  return value - entry(b, first) * entry(first, e) - entry(b, second) * entry(second, e);
}

/** Σ_be v_b v_e [dI2(b, e)/ds + factor · I2(b, e)]. */
function ofValues(factor: f64): f64 {
  let sum: f64 = 0;
  for (let b: usize = 0; b < <usize>count; b++) {
    const own = entry(b, b);
    const ofOwn = change(b, b);
    const activation = activationOf(b);
    for (let e: usize = 0; e < b; e++) {
      const between = entry(b, e);
      const other = entry(e, e);
      const ofE = activationOf(e);
      const slope = productRate(activation, ofE, own, between, other, ofOwn, change(b, e), change(e, e));
      const value = factor == 0 ? 0 : factor * productAverage(activation, ofE, own, between, other);
      sum += pairWeight(b, e) * (slope + value);
    }
    const square = factor == 0 ? 0 : factor * productAverage(activation, activation, own, own, own);
    sum += pairWeight(b, b) * (squareAverageSlope(activation, own) * ofOwn + square);
  }
  return sum;
}
