import {
  NotPositiveSemidefiniteError,
  symmetricEigenvalues,
  type OrderParameters,
  type RandomStream,
} from '@crossover/math-core';
import { InvalidInitialConditionError, messages } from '../errors.ts';
import { pivotedCholesky } from '../factorisation/pivoted-cholesky.ts';
import { gramMatrix } from './gram-matrix.ts';

/** Correlations of a given P may miss semidefiniteness by this much: overlaps typed with ten digits pass. */
const ACCEPTED_RESIDUAL = 1e-9;

/** T (k × rank) with P = T Tᵀ. Throws NotPositiveSemidefiniteError with the smallest eigenvalue when there is none. */
export function factorOfTeacher(
  P: Float64Array,
  teacherWidth: number,
): { readonly factor: Float64Array; readonly rank: number } {
  const { factor, rank, residual } = pivotedCholesky(P, teacherWidth);
  if (residual > ACCEPTED_RESIDUAL) {
    throw new NotPositiveSemidefiniteError('P', P, teacherWidth, symmetricEigenvalues(P, teacherWidth)[0]);
  }
  return { factor, rank };
}

/**
 * Vectors of N(0, I_d) seen from a space of `rank` dimensions and from each other, without drawing any: row i has `rank`
 * normals along that space and then Bartlett's row in the d − rank dimensions beside it.
 *
 * Throws InvalidInitialConditionError when the space has more dimensions than there are.
 *
 * @returns rows × (rank + min(rows, d − rank)), row-major, and the number of columns
 */
export function drawBeside(
  rank: number,
  rows: number,
  inputDimension: number,
  stream: RandomStream,
): { readonly coordinates: Float64Array; readonly columns: number } {
  if (rank > inputDimension) {
    throw new InvalidInitialConditionError(messages.teacherNeedsDimensions(inputDimension, rank));
  }
  const beside = Math.min(rows, inputDimension - rank);
  const columns = rank + beside;
  const coordinates = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++) {
    const row = coordinates.subarray(i * columns, (i + 1) * columns);
    for (let b = 0; b < rank + Math.min(i, beside); b++) row[b] = stream.normal();
    if (i < beside) row[rank + i] = Math.sqrt(stream.chiSquare(inputDimension - rank - i));
  }
  return { coordinates, columns };
}

/** Q, M and P of students with `coordinates` (p × columns) whose first `rank` are those of T (k × rank). */
export function overlapsBeside(
  T: Float64Array,
  coordinates: Float64Array,
  {
    studentWidth,
    teacherWidth,
    P,
    rank,
    columns,
  }: Pick<OrderParameters, 'studentWidth' | 'teacherWidth' | 'P'> & {
    readonly rank: number;
    readonly columns: number;
  },
): OrderParameters {
  const M = new Float64Array(studentWidth * teacherWidth);
  for (let i = 0; i < studentWidth; i++) {
    for (let r = 0; r < teacherWidth; r++) {
      for (let b = 0; b < rank; b++)
        M[i * teacherWidth + r] += coordinates[i * columns + b] * T[r * rank + b];
    }
  }
  return { studentWidth, teacherWidth, Q: gramMatrix(coordinates, studentWidth, columns), M, P };
}
