import { project } from './row-operations';
import { deviations } from './state';

/**
 * The covariance of the fields of two rows of weights, over their first `bytes` bytes: Σ_j s_j w_j v_j, s the variances of
 * the inputs' coordinates.
 */
export function overlapOfRows(row: usize, other: usize, bytes: usize): f64 {
  if (deviations == 0) return project(row, other, bytes);
  let sum = f64x2.splat(0);
  for (let offset: usize = 0; offset < bytes; offset += 16) {
    const deviation = v128.load(deviations + offset);
    const first = f64x2.mul(deviation, v128.load(row + offset));
    sum = f64x2.add(sum, f64x2.mul(first, f64x2.mul(deviation, v128.load(other + offset))));
  }
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
}
