import type { OrderParameters } from '@crossover/math-core';
import { jointFactor } from '../factorisation/joint-factor.ts';
import { requireSymmetric } from '../model/assert-simulation-model.ts';
import type { ExplicitInitialCondition } from './initial-condition.ts';
import { writtenMatrix } from './written-matrix.ts';

/**
 * Overlaps as written out by the user. Throws InvalidInitialConditionError when a matrix has another shape or an
 * entry that is not finite, InvalidModelError when Q or P is not symmetric, NotPositiveSemidefiniteError with the
 * offending eigenvalue when Ω⁰ is negative beyond round-off.
 */
export function explicitOverlaps(
  { Q, M, P }: ExplicitInitialCondition,
  studentWidth: number,
  teacherWidth: number,
): OrderParameters {
  const overlaps: OrderParameters = {
    studentWidth,
    teacherWidth,
    Q: symmetricMatrix('Q', Q, studentWidth),
    M: writtenMatrix('M', M, studentWidth, teacherWidth),
    P: symmetricMatrix('P', P, teacherWidth),
  };
  jointFactor(overlaps);
  return overlaps;
}

/** Mirrored entries that differ by round-off are replaced by their mean, so that Ω⁰ is exactly symmetric. */
function symmetricMatrix(name: string, written: readonly (readonly number[])[], size: number): Float64Array {
  const matrix = writtenMatrix(name, written, size, size);
  requireSymmetric(name, matrix, size);
  return matrix.map((entry, index) => {
    const column = index % size;
    const row = (index - column) / size;
    return (entry + matrix[column * size + row]) / 2;
  });
}
