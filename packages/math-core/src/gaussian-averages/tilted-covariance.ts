import { differenceOfProducts } from '../compensated-arithmetic/difference-of-products.ts';
import { GaussianAverageDomainError } from '../errors.ts';

/**
 * C̃ = C − C_{·S} (I + C_SS)⁻¹ C_{S·} with S = (i, j): the covariance that remains after the Gaussian density
 * has been multiplied by exp(−(λ_i² + λ_j²)/2), as σ'(λ_i) σ'(λ_j) does for erf. i = j is no special case:
 * that field is then tilted twice.
 *
 * C is n × n row-major and symmetric; `target` (n × n, by default new) receives C̃ and may be C itself.
 * Throws GaussianAverageDomainError when I + C_SS is not positive definite.
 */
export function tiltedCovariance(
  C: Float64Array,
  n: number,
  i: number,
  j: number,
  target: Float64Array = new Float64Array(n * n),
): Float64Array {
  covarianceTiltedByField(C, n, i, target);
  return covarianceTiltedByField(target, n, j, target);
}

/**
 * The tilt by one field, C' = C − C_{·s} C_{s·}/(1 + C_ss), entry by entry as
 *
 *     C'_be = [C_be + (C_be C_ss − C_bs C_es)] / (1 + C_ss)
 *
 * with a compensated difference: variances keep their relative precision, however large C_ss. The tilt by i
 * can be shared by all j. Layout, aliasing and refusal as for tiltedCovariance.
 */
export function covarianceTiltedByField(
  C: Float64Array,
  n: number,
  field: number,
  target: Float64Array = new Float64Array(n * n),
): Float64Array {
  const variance = C[field * n + field];
  const scale = 1 + variance;
  if (!(scale > 0)) {
    throw new GaussianAverageDomainError(
      'tiltedCovariance',
      `1 + C_ss is ${scale} for field ${field}; it must be positive`,
      C,
      n,
    );
  }
  for (let b = 0; b < n; b++) {
    if (b === field) continue;
    const cbs = C[b * n + field];
    for (let e = 0; e <= b; e++) {
      if (e === field) continue;
      const cbe = C[b * n + e];
      const value = (cbe + differenceOfProducts(cbe, variance, cbs, C[e * n + field])) / scale;
      target[b * n + e] = value;
      target[e * n + b] = value;
    }
  }
  // Last, because the loop above reads this column of a C that may be the target.
  for (let b = 0; b < n; b++) {
    const value = C[b * n + field] / scale;
    target[b * n + field] = value;
    target[field * n + b] = value;
  }
  return target;
}
