import { InvalidArgumentError, NotPositiveSemidefiniteError } from '../errors.ts';
import { positiveDefiniteFactor } from '../linear-algebra/positive-definite-factor.ts';
import { symmetricEigenvalues } from '../linear-algebra/symmetric-eigenvalues.ts';
import { jointCovariance } from './joint-covariance.ts';
import type { OrderParameters } from './order-parameters.ts';

/**
 * Throws NotPositiveSemidefiniteError, naming the offending eigenvalue, unless the smallest eigenvalue of Ω =
 * [[Q, M], [Mᵀ, P]] is at least −tolerance · max Ω_ii. The default tolerance 1e-10 lets pass what rounding
 * does to an Ω of deficient rank. Throws InvalidArgumentError when Q or P is not symmetric, or anything is
 * not finite.
 *
 * Decided by factoring Ω + tolerance · max Ω_ii · I, which costs n³/3; eigenvalues are computed for the
 * message only.
 */
export function assertPositiveSemidefinite(orderParameters: OrderParameters, tolerance = 1e-10): void {
  const omega = jointCovariance(orderParameters);
  const n = orderParameters.studentWidth + orderParameters.teacherWidth;
  let largest = 0;
  for (let i = 0; i < n; i++) largest = Math.max(largest, Math.abs(omega[i * n + i]));
  assertSymmetric(omega, n, tolerance * largest);
  const shifted = Float64Array.from(omega);
  for (let i = 0; i < n; i++) shifted[i * n + i] += tolerance * largest;
  if (positiveDefiniteFactor(shifted, n, new Float64Array(n))) return;
  const eigenvalue = symmetricEigenvalues(omega, n)[0];
  if (eigenvalue < -tolerance * largest) {
    throw new NotPositiveSemidefiniteError('Ω = [[Q, M], [Mᵀ, P]]', omega, n, eigenvalue);
  }
}

function assertSymmetric(omega: Float64Array, n: number, tolerance: number): void {
  for (let a = 0; a < n; a++) {
    for (let b = 0; b < a; b++) {
      const lower = omega[a * n + b];
      const upper = omega[b * n + a];
      if (Math.abs(lower - upper) > tolerance) {
        throw new InvalidArgumentError(
          `Ω is not symmetric: entry (${a}, ${b}) is ${lower}, entry (${b}, ${a}) is ${upper} (students first). ` +
            'Q and P must be symmetric matrices.',
        );
      }
    }
  }
}
