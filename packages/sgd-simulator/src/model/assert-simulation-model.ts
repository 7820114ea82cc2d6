import type { OrderParameters } from '@crossover/math-core';
import { InvalidModelError, messages } from '../errors.ts';
import type { SimulationModel } from './simulation-model.ts';

/** Mirrored entries of an overlap matrix may differ by this much relative to √(C_aa C_bb). */
const ASYMMETRY = 1e-9;

/** Throws InvalidModelError unless sizes are positive integers, rates are finite and ≥ 0, and the overlaps fit them. */
export function assertSimulationModel(model: SimulationModel): void {
  const { studentWidth, teacherWidth, inputDimension, learningRate, noise, initial } = model;
  requireSize('studentWidth', studentWidth);
  requireSize('teacherWidth', teacherWidth);
  requireSize('inputDimension', inputDimension);
  requireRate('learningRate', learningRate);
  requireRate('noise', noise);
  if (initial.studentWidth !== studentWidth || initial.teacherWidth !== teacherWidth) {
    throw new InvalidModelError(messages.widthsDiffer(widths(initial), widths(model)));
  }
  requireSymmetric('Q', initial.Q, studentWidth);
  requireSymmetric('P', initial.P, teacherWidth);
}

export function requireSize(name: string, value: number): void {
  if (!Number.isSafeInteger(value) || value < 1) throw new InvalidModelError(messages.notASize(name, value));
}

/** Throws InvalidModelError unless the size × size matrix equals its transpose up to round-off. */
export function requireSymmetric(name: string, matrix: Float64Array, size: number): void {
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < row; column++) {
      const entry = matrix[row * size + column];
      const mirrored = matrix[column * size + row];
      const scale = Math.sqrt(Math.abs(matrix[row * size + row] * matrix[column * size + column]));
      if (Math.abs(entry - mirrored) > ASYMMETRY * scale) {
        throw new InvalidModelError(messages.notSymmetric(name, row, column, entry, mirrored));
      }
    }
  }
}

function requireRate(name: string, value: number): void {
  if (!Number.isFinite(value) || value < 0) throw new InvalidModelError(messages.notARate(name, value));
}

function widths({
  studentWidth,
  teacherWidth,
}: Pick<OrderParameters, 'studentWidth' | 'teacherWidth'>): string {
  return `${studentWidth} students and ${teacherWidth} teachers`;
}
