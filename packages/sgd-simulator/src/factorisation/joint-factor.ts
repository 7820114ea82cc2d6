import {
  jointCovariance,
  NotPositiveSemidefiniteError,
  symmetricEigenvalues,
  type OrderParameters,
} from '@crossover/math-core';
import { pivotedCholesky } from './pivoted-cholesky.ts';
import { rotateToLowerTrapezoid } from './lower-trapezoid.ts';

/**
 * Coordinates of all weight vectors, divided by √d, in an orthonormal basis adapted to the teachers:
 *
 *     ⎡ W* ⎤        ⎡ T       ⎤
 *     ⎣ W  ⎦ / √d = ⎣ A    B  ⎦ E,      E Eᵀ = I,     P = T Tᵀ,   M = A Tᵀ,   Q = A Aᵀ + B Bᵀ.
 */
export interface JointFactor {
  /** (k+p) × rank, row-major, lower trapezoidal, diagonal ≥ 0; teachers first. */
  readonly factor: Float64Array;
  /** Dimension of the space that students and teachers span together. */
  readonly rank: number;
}

/** Correlations may miss semidefiniteness by this much: overlaps typed with ten digits pass. */
const ACCEPTED_RESIDUAL = 1e-9;

/**
 * Factors Ω with the teachers first. No step divides by a pivot of P, so a singular P (repeated or vanishing
 * teacher rows) and students inside the teachers' span are no special cases. Throws
 * NotPositiveSemidefiniteError with the smallest eigenvalue when Ω is not positive semidefinite beyond round-off.
 */
export function jointFactor(orderParameters: OrderParameters): JointFactor {
  const { studentWidth: p, teacherWidth: k } = orderParameters;
  const n = p + k;
  const omega = jointCovariance(orderParameters);
  const teachersFirst = new Float64Array(n * n);
  for (let a = 0; a < n; a++) {
    for (let b = 0; b < n; b++) teachersFirst[a * n + b] = omega[((a + p) % n) * n + ((b + p) % n)];
  }
  const { factor, rank, residual } = pivotedCholesky(teachersFirst, n);
  if (residual > ACCEPTED_RESIDUAL) {
    throw new NotPositiveSemidefiniteError(
      'Ω = [[Q, M], [Mᵀ, P]]',
      omega,
      n,
      symmetricEigenvalues(omega, n)[0],
    );
  }
  rotateToLowerTrapezoid(factor, n, rank);
  return { factor, rank };
}
