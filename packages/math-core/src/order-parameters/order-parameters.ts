import { InvalidArgumentError, requireEntries, requireInteger } from '../errors.ts';

/**
 * The order parameters of a teacher–student pair: overlaps between the rows of the student's weights
 * W (p × d) and of the teacher's W* (k × d),
 *
 *     Q = W Wᵀ/d  (p × p),   M = W W*ᵀ/d  (p × k),   P = W* W*ᵀ/d  (k × k),
 *
 * all row-major. They are the covariance of the local fields λ = Wx/√d and λ* = W*x/√d for x ~ N(0, I).
 */
export interface OrderParameters {
  /** p, the number of hidden units of the student. */
  readonly studentWidth: number;
  /** k, the number of hidden units of the teacher. */
  readonly teacherWidth: number;
  readonly Q: Float64Array;
  readonly M: Float64Array;
  readonly P: Float64Array;
}

/** Throws InvalidArgumentError unless the sizes fit together and every entry is finite. */
export function assertWellFormed(orderParameters: OrderParameters): void {
  const { studentWidth, teacherWidth, Q, M, P } = orderParameters;
  requireInteger('studentWidth', studentWidth, 1);
  requireInteger('teacherWidth', teacherWidth, 1);
  requireEntries('Q', Q, studentWidth, studentWidth);
  requireEntries('M', M, studentWidth, teacherWidth);
  requireEntries('P', P, teacherWidth, teacherWidth);
  for (const [name, matrix] of [
    ['Q', Q],
    ['M', M],
    ['P', P],
  ] as const) {
    const offender = matrix.findIndex((entry) => !Number.isFinite(entry));
    if (offender >= 0) {
      throw new InvalidArgumentError(
        `${name} holds ${matrix[offender]} at row-major index ${offender}; overlaps must be finite numbers.`,
      );
    }
  }
}
