import { ERF, LINEAR } from '../../math-core/kernels/activations/activation';
import { slopesValuesAverage } from '../../math-core/kernels/gaussian-averages/four-fields';
import { curvatureValueAverage, slopesAverage } from '../../math-core/kernels/gaussian-averages/slopes-and-curvatures';
import { productAverage, slopeProductAverage } from '../../math-core/kernels/gaussian-averages/two-fields';
import { reserve } from '../../math-core/kernels/memory/reserve';
import { activationOf, count, covariance, covarianceOf, forces, outputWeightOf, rowBytes, shares, student } from './fields';
import { tiltAgain, twiceTilted } from './tilt-by-two-fields';
import { noise } from './variance-part';

/*
 * What gradient-part.ts and variance-part.ts do for erf, for any activations of student and teacher: entry by entry from the
 * averages of packages/math-core.
 */

/** Covariance of (λ_i, λ_j, λ_b, λ_e). */
let block: usize = 0;

export function reserveBlock(): void {
  block = reserve(16 * 8);
}

/**
 * The force of the gradient on unit i along every field b, w_b = Σ_e v_e I3(i; b, e), by Stein's lemma (model.md §4)
 *
 *     w = C h,     h_e = v_e E[σ'(λ_i) σ_e'(λ_e)] + δ_ei Σ_b v_b E[σ''(λ_i) σ_b(λ_b)].
 *
 * Writes h to the shares and w to the forces of the selected student.
 */
export function generalForce(i: usize): void {
  const variance = covarianceOf(i, i);
  let own: f64 = 0;
  for (let e: usize = 0; e < <usize>count; e++) {
    const weight = outputWeightOf(e);
    const between = covarianceOf(i, e);
    const other = covarianceOf(e, e);
    store<f64>(shares + (e << 3), weight * slopesAverage(student, activationOf(e), variance, between, other));
    own += weight * curvatureValueAverage(student, activationOf(e), variance, between, other);
  }
  store<f64>(shares + (i << 3), load<f64>(shares + (i << 3)) + own);
  for (let b: usize = 0; b < <usize>count; b++) {
    const row = covariance + b * rowBytes;
    let sum = f64x2.splat(0);
    for (let offset: usize = 0; offset < rowBytes; offset += 16) {
      sum = f64x2.add(sum, f64x2.mul(v128.load(shares + offset), v128.load(row + offset)));
    }
    store<f64>(forces + (b << 3), f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1));
  }
}

/**
 * Φ_noise,ij = Σ_b Σ_e v_b v_e I4(i, j; b, e) + Δ J2(i, j). The slopes of erf and z leave a factor J2 and a pair of values, of the
 * fields tilted by i and j or as they are; those of the other activations do not.
 */
export function generalVariance(i: usize, j: usize): f64 {
  const J2 = slopeProductAverage(student, covarianceOf(i, i), covarianceOf(i, j), covarianceOf(j, j));
  if (student == ERF) {
    tiltAgain(j);
    return J2 * (valuesOf(twiceTilted) + noise);
  }
  if (student == LINEAR) return valuesOf(covariance) + noise;
  let sum: f64 = 0;
  for (let b: usize = 0; b < <usize>count; b++) {
    for (let e: usize = 0; e <= b; e++) {
      fillBlock(i, j, b, e);
      sum += pairWeight(b, e) * slopesValuesAverage(student, activationOf(b), activationOf(e), block);
    }
  }
  return sum + J2 * noise;
}

/** Σ_be v_b v_e I2(b, e) of fields with the given covariance. */
function valuesOf(matrix: usize): f64 {
  let sum: f64 = 0;
  for (let b: usize = 0; b < <usize>count; b++) {
    const row = matrix + b * rowBytes;
    for (let e: usize = 0; e <= b; e++) {
      const other = load<f64>(matrix + e * rowBytes + (e << 3));
      const average = productAverage(
        activationOf(b),
        activationOf(e),
        load<f64>(row + (b << 3)),
        load<f64>(row + (e << 3)),
        other,
      );
      sum += pairWeight(b, e) * average;
    }
  }
  return sum;
}

/** What an unordered pair counts in Σ_be v_b v_e …. */
@inline
export function pairWeight(b: usize, e: usize): f64 {
  return (b == e ? 1 : 2) * outputWeightOf(b) * outputWeightOf(e);
}

/** Covariance of the fields i, j, b, e, as the averages of four take it. */
export function fillBlock(i: usize, j: usize, b: usize, e: usize): usize {
  fillRow(0, i, i, j, b, e);
  fillRow(32, j, i, j, b, e);
  fillRow(64, b, i, j, b, e);
  fillRow(96, e, i, j, b, e);
  return block;
}

function fillRow(offset: usize, row: usize, i: usize, j: usize, b: usize, e: usize): void {
  store<f64>(block + offset, covarianceOf(row, i));
  store<f64>(block + offset, covarianceOf(row, j), 8);
  store<f64>(block + offset, covarianceOf(row, b), 16);
  store<f64>(block + offset, covarianceOf(row, e), 24);
}
