import { productAverage } from '../../math-core/kernels/gaussian-averages/two-fields';
import { activationOf, count, covarianceOf, outputWeightOf, student } from './fields';

/** Σ_b v_b I2(i, b) = E[σ(λ_i) E], the mean of what drives the output weight a_i (model.md §2). */
export function secondLayerForce(i: usize): f64 {
  const own = covarianceOf(i, i);
  let sum: f64 = 0;
  for (let b: usize = 0; b < <usize>count; b++) {
    const average = productAverage(student, activationOf(b), own, covarianceOf(i, b), covarianceOf(b, b));
    sum += outputWeightOf(b) * average;
  }
  return sum;
}
