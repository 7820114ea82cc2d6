import { assertWellFormed, type OrderParameters } from './order-parameters.ts';

/**
 * Ω = [[Q, M], [Mᵀ, P]], the covariance of the local fields (λ, λ*): row-major (p+k) × (p+k), students
 * first. Throws InvalidArgumentError when the sizes do not fit together.
 */
export function jointCovariance(orderParameters: OrderParameters): Float64Array {
  assertWellFormed(orderParameters);
  const { studentWidth: p, teacherWidth: k, Q, M, P } = orderParameters;
  const n = p + k;
  const omega = new Float64Array(n * n);
  for (let i = 0; i < p; i++) {
    for (let j = 0; j < p; j++) omega[i * n + j] = Q[i * p + j];
    for (let r = 0; r < k; r++) {
      omega[i * n + p + r] = M[i * k + r];
      omega[(p + r) * n + i] = M[i * k + r];
    }
  }
  for (let r = 0; r < k; r++) {
    for (let s = 0; s < k; s++) omega[(p + r) * n + p + s] = P[r * k + s];
  }
  return omega;
}
