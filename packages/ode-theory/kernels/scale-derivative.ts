import { arcsines } from '../../math-core/kernels/special-functions/arcsine';
import { reserve } from '../../math-core/kernels/memory/reserve';
import { count, covarianceOf, outputWeights, rowBytes, tilted } from './fields';
import { noise } from './variance-part';

const TWO_OVER_PI: f64 = 0.6366197723675814;

/** C̃ of the pair (i, j), and the diagonal of its derivative. */
let twiceTilted: usize = 0;
let changes: usize = 0;

export function reserveScaleDerivative(): void {
  twiceTilted = reserve(<usize>count * rowBytes);
  changes = reserve(rowBytes);
}

@inline
function entry(b: usize, e: usize): f64 {
  return load<f64>(twiceTilted + b * rowBytes + (e << 3));
}

/**
 * d/ds Φ_noise,ij(sΩ) at s = 1 for i ≤ j, the noise Δ held fixed, from the covariance C⁽ⁱ⁾ tilted by i. ‖x‖² is larger than d where
 * the fields are large; twice this over d is what it adds to the variance of a step (model.md §3). From
 *
 *     C̃(s) = (C⁻¹/s + U)⁻¹,  U = e_i e_iᵀ + e_j e_jᵀ:     dC̃/ds = C̃ − C̃ U C̃,     d log J2/ds = −½ (C̃_ii + C̃_jj),
 *
 * and the derivative of the arcsine, [dC̃_be − ½ C̃_be (dC̃_bb/(1+C̃_bb) + dC̃_ee/(1+C̃_ee))]/√((1+C̃_bb)(1+C̃_ee) − C̃_be²).
 */
export function scaleDerivative(i: usize, j: usize): f64 {
  tiltAgain(j);
  for (let b: usize = 0; b < <usize>count; b++) {
    store<f64>(changes + (b << 3), entry(b, b) - entry(b, i) * entry(b, i) - entry(b, j) * entry(b, j));
  }
  let values: f64 = 0;
  let slopes: f64 = 0;
  for (let b: usize = 0; b < <usize>count; b++) {
    const weight = load<f64>(outputWeights + (b << 3));
    const own = 1 + entry(b, b);
    const ownChange = load<f64>(changes + (b << 3)) / own;
    for (let e: usize = 0; e <= b; e++) {
      const times: f64 = e == b ? 1 : 2;
      const product = times * weight * load<f64>(outputWeights + (e << 3));
      const other = 1 + entry(e, e);
      const between = entry(b, e);
      const change = between - entry(b, i) * entry(i, e) - entry(b, j) * entry(j, e);
      const relative = 0.5 * between * (ownChange + load<f64>(changes + (e << 3)) / other);
      const square = own * other;
      slopes += (product * (change - relative)) / Math.sqrt(square - between * between);
      const correlation = between / Math.sqrt(square);
      values += product * f64x2.extract_lane(arcsines(f64x2.splat(correlation)), 0);
    }
  }
  const J2 = TWO_OVER_PI / Math.sqrt((1 + covarianceOf(i, i)) * (1 + load<f64>(tilted + j * rowBytes + (j << 3))));
  const ofJ2 = -0.5 * (entry(i, i) + entry(j, j));
  return J2 * (TWO_OVER_PI * (slopes + ofJ2 * values) + ofJ2 * noise);
}

/** C̃ = C⁽ⁱ⁾ − C⁽ⁱ⁾_{·j} C⁽ⁱ⁾_{j·}/(1 + C⁽ⁱ⁾_jj). */
function tiltAgain(j: usize): void {
  const rowOfJ = tilted + j * rowBytes;
  const scale = 1 + load<f64>(rowOfJ + (j << 3));
  for (let b: usize = 0; b < <usize>count; b++) {
    const projection = load<f64>(rowOfJ + (b << 3)) / scale;
    for (let e: usize = 0; e < <usize>count; e++) {
      const value = load<f64>(tilted + b * rowBytes + (e << 3)) - projection * load<f64>(rowOfJ + (e << 3));
      store<f64>(twiceTilted + b * rowBytes + (e << 3), value);
    }
  }
}
