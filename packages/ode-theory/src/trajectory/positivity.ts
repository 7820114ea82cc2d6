import { jointCovariance, symmetricEigenvalues, type OrderParameters } from '@crossover/math-core';
import { OverlapsLeftDomainError } from '../errors.ts';

/**
 * Integration errors move a zero eigenvalue of Ω (students inside the teacher's span have p of them) to
 * either side of zero: by a tenth of the relative tolerance in the runs measured, up to t = 10⁵.
 */
const ERRORS_PER_TOLERANCE = 100;
const LEAST_TOLERANCE = 1e-9;

/** Throws OverlapsLeftDomainError, with time and eigenvalue, when Ω has an eigenvalue more negative than integration errors explain. */
export function assertStillCovariance(
  overlaps: OrderParameters,
  time: number,
  relativeTolerance: number,
): void {
  const size = overlaps.studentWidth + overlaps.teacherWidth;
  const eigenvalues = symmetricEigenvalues(jointCovariance(overlaps), size);
  const tolerance = Math.max(LEAST_TOLERANCE, ERRORS_PER_TOLERANCE * relativeTolerance);
  if (!(eigenvalues[0] >= -tolerance * eigenvalues[size - 1])) {
    throw new OverlapsLeftDomainError(time, eigenvalues[0], tolerance);
  }
}
