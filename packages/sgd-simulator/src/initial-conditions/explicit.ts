import type { OrderParameters } from '@crossover/math-core';
import { InvalidInitialConditionError, messages } from '../errors.ts';
import { jointFactor } from '../factorisation/joint-factor.ts';
import { requireSymmetric } from '../model/assert-simulation-model.ts';
import type { ExplicitInitialCondition } from './initial-condition.ts';

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
    M: matrixOf('M', M, studentWidth, teacherWidth),
    P: symmetricMatrix('P', P, teacherWidth),
  };
  jointFactor(overlaps);
  return overlaps;
}

function matrixOf(
  name: string,
  written: readonly (readonly number[])[],
  rows: number,
  columns: number,
): Float64Array {
  if (written.length !== rows) {
    throw new InvalidInitialConditionError(
      messages.wrongShape(name, rows, columns, `${written.length} rows`),
    );
  }
  written.forEach((row, index) => {
    if (row.length !== columns) {
      const found = `${row.length} numbers in row ${index}`;
      throw new InvalidInitialConditionError(messages.wrongShape(name, rows, columns, found));
    }
    const offender = row.findIndex((entry) => !Number.isFinite(entry));
    if (offender !== -1) {
      const found = `${row[offender]} at (${index}, ${offender})`;
      throw new InvalidInitialConditionError(messages.wrongShape(name, rows, columns, found));
    }
  });
  return Float64Array.from(written.flat());
}

/** Mirrored entries that differ by round-off are replaced by their mean, so that Ω⁰ is exactly symmetric. */
function symmetricMatrix(name: string, written: readonly (readonly number[])[], size: number): Float64Array {
  const matrix = matrixOf(name, written, size, size);
  requireSymmetric(name, matrix, size);
  return matrix.map((entry, index) => {
    const column = index % size;
    const row = (index - column) / size;
    return (entry + matrix[column * size + row]) / 2;
  });
}
