import { arcsines } from '../../math-core/kernels/special-functions/arcsine';
import { count, covarianceOf, outputWeights } from './fields';

const TWO_OVER_PI: f64 = 0.6366197723675814;

/** Σ_b v_b I2(i, b) = E[σ(λ_i) E], the mean of what drives the output weight a_i (model.md §2). */
export function secondLayerForce(i: usize): f64 {
  const own = 1 + covarianceOf(i, i);
  let sum: f64 = 0;
  for (let b: usize = 0; b < <usize>count; b++) {
    const correlation = covarianceOf(i, b) / Math.sqrt(own * (1 + covarianceOf(b, b)));
    sum += load<f64>(outputWeights + (b << 3)) * f64x2.extract_lane(arcsines(f64x2.splat(correlation)), 0);
  }
  return TWO_OVER_PI * sum;
}
