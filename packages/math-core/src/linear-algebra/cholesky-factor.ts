import {
  InvalidArgumentError,
  NotPositiveSemidefiniteError,
  requireEntries,
  requireInteger,
} from '../errors.ts';
import { echelonForm } from './echelon-form.ts';
import { positiveDefiniteFactor } from './positive-definite-factor.ts';
import { rankRevealingFactor } from './rank-revealing-factor.ts';
import { symmetricEigenvalues } from './symmetric-eigenvalues.ts';

const EPSILON = Number.EPSILON;
/** How much larger than the tolerance a residual may be: rounding accumulates over the eliminated columns. */
const RESIDUAL_MARGIN = 8;

export interface CholeskyOptions {
  /**
   * Pivots up to tolerance · (diagonal entry) count as zero, and a matrix is refused only if it is indefinite
   * by clearly more. Default 8 n · 2⁻⁵², rounding alone; overlaps typed with ten digits need 1e-9.
   */
  readonly tolerance?: number;
  /**
   * What pivots are compared with, n entries ≥ 0, instead of the diagonal of A: for a matrix that is itself a
   * difference, such as Q − A Aᵀ, the diagonal before the subtraction (Q_ii).
   */
  readonly referenceDiagonal?: ArrayLike<number>;
}

/**
 * Lower triangular L with L Lᵀ = A for a positive **semi**definite n × n matrix A (row-major; the lower
 * triangle is read). Pivots are ≥ 0; where A has a dependent row the pivot and its column of L are zero. In
 * exact terms L is the unique such factor; numerically |L Lᵀ − A|_ij is within a few n · max(tolerance, 2⁻⁵²)
 * · √(A_ii A_jj).
 *
 * A positive definite matrix takes the ordinary path. Otherwise A, scaled to a unit diagonal, is factored
 * with complete pivoting, which is stable at any rank, and the factor is rotated back into lower triangular
 * form.
 *
 * Throws NotPositiveSemidefiniteError with the matrix and its smallest eigenvalue, and InvalidArgumentError
 * for entries that are not finite.
 */
export function choleskyFactor(A: Float64Array, n: number, options: CholeskyOptions = {}): Float64Array {
  requireInteger('n', n, 0);
  requireEntries('A', A, n, n);
  if (!A.every(Number.isFinite)) {
    throw new InvalidArgumentError(
      'choleskyFactor: the matrix has entries that are not finite; check what was subtracted or divided before.',
    );
  }
  const { tolerance = 8 * n * EPSILON, referenceDiagonal } = options;
  const reference = Float64Array.from({ length: n }, (_, i) =>
    Math.abs(referenceDiagonal ? referenceDiagonal[i] : A[i * n + i]),
  );
  const factor = positiveDefiniteFactor(
    A,
    n,
    reference.map((entry) => tolerance * entry),
  );
  return factor ?? semidefiniteFactor(A, n, reference, tolerance);
}

function semidefiniteFactor(
  A: Float64Array,
  n: number,
  reference: Float64Array,
  tolerance: number,
): Float64Array {
  const roots = reference.map(Math.sqrt);
  const scaled = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      const scale = roots[i] * roots[j];
      const entry = A[i * n + j];
      // A zero on the diagonal of a semidefinite matrix forces zeros in its row: anything else must be refused.
      if (scale === 0 && entry !== 0) throw refusal(A, n);
      const value = scale === 0 ? 0 : entry / scale;
      scaled[i * n + j] = value;
      scaled[j * n + i] = value;
    }
  }
  const { F, rank, residual } = rankRevealingFactor(scaled, n, tolerance);
  if (residual > RESIDUAL_MARGIN * tolerance) throw refusal(A, n);
  const L = echelonForm(F, n, rank, Math.max(tolerance, 8 * n * EPSILON));
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) L[i * n + j] *= roots[i];
  }
  return L;
}

function refusal(A: Float64Array, n: number): NotPositiveSemidefiniteError {
  return new NotPositiveSemidefiniteError('The matrix', A, n, symmetricEigenvalues(A, n)[0]);
}
