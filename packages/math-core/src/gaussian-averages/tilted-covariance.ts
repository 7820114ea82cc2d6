import { differenceOfProducts } from './difference-of-products.ts';

/**
 * C̃ = C − C_{·S} (I + C_SS)⁻¹ C_{S·}, S = (i, j): the covariance after multiplying the Gaussian density by
 * exp(−(λ_i² + λ_j²)/2). C is n × n row-major; `target` receives the result.
 */
export function tiltedCovariance(
  C: ArrayLike<number>,
  n: number,
  i: number,
  j: number,
  target: Float64Array = new Float64Array(n * n),
): Float64Array {
  const cii = C[i * n + i];
  const cij = C[i * n + j];
  const cjj = C[j * n + j];
  const determinant = 1 + cii + cjj + differenceOfProducts(cii, cjj, cij, cij);
  for (let b = 0; b < n; b++) {
    const x = ((1 + cjj) * C[b * n + i] - cij * C[b * n + j]) / determinant;
    const y = ((1 + cii) * C[b * n + j] - cij * C[b * n + i]) / determinant;
    for (let e = 0; e <= b; e++) {
      const value = C[b * n + e] - (x * C[e * n + i] + y * C[e * n + j]);
      target[b * n + e] = value;
      target[e * n + b] = value;
    }
  }
  return target;
}
