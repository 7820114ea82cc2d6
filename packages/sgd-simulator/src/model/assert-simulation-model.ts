import type { OrderParameters } from '@crossover/math-core';
import { InvalidModelError, messages } from '../errors.ts';
import type { SimulationModel, Weights } from './simulation-model.ts';

/** Mirrored entries of an overlap matrix may differ by this much relative to √(C_aa C_bb). */
const ASYMMETRY = 1e-9;
/** The overlaps of given weights may differ from the given overlaps by this much of the sum of the terms' sizes. */
const OVERLAP_ROUND_OFF = 1e-9;

/** Throws InvalidModelError unless sizes are positive integers, rates are finite and ≥ 0, and everything else fits them. */
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
  assertSecondLayer(model);
  assertInputs(model);
  if (model.weights !== undefined) assertWeights(model, model.weights);
  if (model.batchSize !== undefined) requireSize('batchSize', model.batchSize);
  const { weightDecay = 0 } = model;
  if (!(weightDecay >= 0 && weightDecay <= 1)) throw new InvalidModelError(messages.notADecay(weightDecay));
}

function assertSecondLayer({ secondLayer = {}, studentWidth, teacherWidth }: SimulationModel): void {
  const { student, teacher, learningRate = 0 } = secondLayer;
  if (student !== undefined)
    requireNumbers('The student’s second layer', student, studentWidth, 'one a unit');
  if (teacher !== undefined)
    requireNumbers('The teacher’s second layer', teacher, teacherWidth, 'one a unit');
  requireRate('The second layer’s learningRate', learningRate);
}

function assertInputs({ inputs, inputDimension }: SimulationModel): void {
  if (inputs?.kind === 'spectrum') {
    requireNumbers('eigenvalues', inputs.eigenvalues, inputDimension, 'one a dimension of the inputs');
    const negative = inputs.eigenvalues.findIndex((eigenvalue) => eigenvalue < 0);
    if (negative !== -1) {
      throw new InvalidModelError(messages.negativeEigenvalue(negative, inputs.eigenvalues[negative]));
    }
  }
  if (inputs?.kind === 'given') {
    const { rows, passes = 1 } = inputs;
    if (rows.length === 0 || rows.length % inputDimension !== 0) {
      throw new InvalidModelError(messages.notRows(rows.length, inputDimension));
    }
    requireNumbers('The matrix of given inputs', rows, rows.length, 'row by row');
    requireSize('passes', passes);
  }
}

function assertWeights(
  { studentWidth: p, teacherWidth: k, inputDimension: d, initial }: SimulationModel,
  { students, teachers }: Weights,
): void {
  requireNumbers('The students’ weights', students, p * d, `${p} rows of ${d}`);
  requireNumbers('The teachers’ weights', teachers, k * d, `${k} rows of ${d}`);
  requireOverlaps('Q', students, students, d, initial.Q);
  requireOverlaps('M', students, teachers, d, initial.M);
  requireOverlaps('P', teachers, teachers, d, initial.P);
}

/** Throws InvalidModelError unless the rows' overlaps are the given ones, up to round-off. */
function requireOverlaps(
  name: string,
  rows: Float64Array,
  others: Float64Array,
  d: number,
  needed: Float64Array,
): void {
  const columns = others.length / d;
  needed.forEach((value, index) => {
    const column = index % columns;
    const row = (index - column) / columns;
    let sum = 0;
    let scale = 0;
    for (let j = 0; j < d; j++) {
      const term = rows[row * d + j] * others[column * d + j];
      sum += term;
      scale += Math.abs(term);
    }
    if (Math.abs(sum - value * d) > OVERLAP_ROUND_OFF * scale) {
      throw new InvalidModelError(messages.weightsOfOtherOverlaps(name, row, column, sum / d, value));
    }
  });
}

function requireNumbers(name: string, numbers: Float64Array, count: number, shape: string): void {
  if (numbers.length !== count) {
    throw new InvalidModelError(messages.wrongLength(name, numbers.length, count, shape));
  }
  const offender = numbers.findIndex((value) => !Number.isFinite(value));
  if (offender !== -1)
    throw new InvalidModelError(messages.notFiniteEntry(name, offender, numbers[offender]));
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
