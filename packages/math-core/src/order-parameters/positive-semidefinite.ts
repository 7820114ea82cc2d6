import { NotPositiveSemidefiniteError } from '../errors.ts';
import { symmetricEigenvalues } from '../linear-algebra/symmetric-eigenvalues.ts';
import { jointCovariance } from './joint-covariance.ts';
import type { OrderParameters } from './order-parameters.ts';

/**
 * Throws NotPositiveSemidefiniteError, naming the offending eigenvalue, unless the smallest eigenvalue of
 * Ω is at least −tolerance · (largest eigenvalue). Rounding alone makes a rank-deficient Ω slightly
 * negative, hence the tolerance (default 1e-10: overlaps typed with ten digits pass).
 */
export function assertPositiveSemidefinite(orderParameters: OrderParameters, tolerance = 1e-10): void {
  const omega = jointCovariance(orderParameters);
  const n = orderParameters.studentWidth + orderParameters.teacherWidth;
  const eigenvalues = symmetricEigenvalues(omega, n);
  if (eigenvalues[0] < -tolerance * Math.abs(eigenvalues[n - 1])) {
    throw new NotPositiveSemidefiniteError('Ω = [[Q, M], [Mᵀ, P]]', omega, n, eigenvalues[0]);
  }
}
