import type { RandomStream } from '@crossover/math-core';
import { EngineRefusedError, messages } from '../errors.ts';
import { jointFactor } from '../factorisation/joint-factor.ts';
import type { CompleteModel } from '../model/complete-model.ts';
import { drawOrthonormalRows } from './orthonormal-rows.ts';

/** Weights in units of √d. */
export interface PlacedWeights {
  /** W/√d, p × d. */
  readonly students: Float64Array;
  /** The teachers’ weights over √d without the coordinates that none of them has, k × `teacherColumns`. */
  readonly teachers: Float64Array;
  readonly teacherColumns: number;
}

/** The label of the stream that draws directions for overlaps that come without weights. */
const DIRECTIONS = 'directions';

/**
 * Weights with the overlaps Ω⁰: those of the model when it has any. Otherwise a factor of Ω⁰, in the first coordinates of
 * R^d when the inputs are isotropic, since then every choice gives the same law, and in directions drawn at random when
 * they are not. Throws EngineRefusedError when Ω⁰ needs more than d dimensions, NotPositiveSemidefiniteError when it is
 * not a covariance.
 */
export function placeWeights(model: CompleteModel, stream: RandomStream): PlacedWeights {
  const { studentWidth: p, teacherWidth: k, inputDimension: d, initial, weights, inputs } = model;
  if (weights !== undefined) {
    const scale = 1 / Math.sqrt(d);
    return {
      students: weights.students.map((weight) => weight * scale),
      teachers: weights.teachers.map((weight) => weight * scale),
      teacherColumns: d,
    };
  }
  const { factor, rank } = jointFactor(initial);
  if (rank > d) throw new EngineRefusedError(messages.directNeedsDimensions(d, rank));
  if (inputs.kind === 'isotropic') {
    const teacherColumns = Math.min(k, d);
    return {
      students: inFirstCoordinates(factor.subarray(k * rank), p, rank, d),
      teachers: inFirstCoordinates(factor, k, rank, teacherColumns),
      teacherColumns,
    };
  }
  const directions = drawOrthonormalRows(rank, d, stream.split(DIRECTIONS));
  return {
    students: product(factor.subarray(k * rank), p, rank, directions, d),
    teachers: product(factor, k, rank, directions, d),
    teacherColumns: d,
  };
}

/** Rows of `rank` coordinates in rows of `columns`; those beyond `columns` are zero in these rows. */
function inFirstCoordinates(factor: Float64Array, rows: number, rank: number, columns: number): Float64Array {
  const weights = new Float64Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    weights.set(factor.subarray(row * rank, row * rank + Math.min(rank, columns)), row * columns);
  }
  return weights;
}

function product(
  factor: Float64Array,
  rows: number,
  rank: number,
  directions: Float64Array,
  columns: number,
): Float64Array {
  const weights = new Float64Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    for (let b = 0; b < rank; b++) {
      const coordinate = factor[row * rank + b];
      for (let j = 0; j < columns; j++)
        weights[row * columns + j] += coordinate * directions[b * columns + j];
    }
  }
  return weights;
}
