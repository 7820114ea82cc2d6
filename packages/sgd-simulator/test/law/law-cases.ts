import { RandomStream, type OrderParameters } from '@crossover/math-core';
import { drawInitialCondition, type SimulationModel } from '../../src/index.ts';
import { completeModel, type CompleteModel } from '../../src/model/complete-model.ts';
import { normals, overlapsOfWeights } from '../matrices.ts';

/** Two students and two teachers whose weights have this standard deviation, so that P ≠ I. */
function generic(deviation: number): OrderParameters {
  const d = 12;
  const stream = RandomStream.fromKey('law/generic');
  const rows = () => normals(2 * d, stream).map((entry) => (deviation * entry) / Math.sqrt(d));
  return overlapsOfWeights(rows(), rows(), 2, 2);
}

function inSpan(p: number, k: number): OrderParameters {
  return drawInitialCondition(
    { kind: 'teacher-span' },
    { studentWidth: p, teacherWidth: k },
    RandomStream.fromKey(`law/span/${p}/${k}`),
  );
}

function repeatedTeacher(): OrderParameters {
  const stream = RandomStream.fromKey('law/repeated teacher');
  const row = normals(6, stream).map((entry) => entry / 2);
  const students = normals(12, stream).map((entry) => entry / 2);
  return overlapsOfWeights(students, Float64Array.from([...row, ...row]), 2, 2);
}

/** So many students that the direct engine takes its steps in blocks; the last rows of them do not fill one. */
function wide(p: number, k: number, d: number): OrderParameters {
  const stream = RandomStream.fromKey(`law/wide/${p}/${k}`);
  const rows = (count: number) => normals(count * d, stream).map((entry) => entry / Math.sqrt(d));
  return overlapsOfWeights(rows(p), rows(k), p, k);
}

function modelOf(
  initial: OrderParameters,
  inputDimension: number,
  options: Partial<SimulationModel> = {},
): CompleteModel {
  const { studentWidth, teacherWidth } = initial;
  const sizes = { studentWidth, teacherWidth, inputDimension };
  return completeModel({ ...sizes, learningRate: 3, noise: 0.1, initial, ...options });
}

const start = generic(1);
/** For squares of fields, which drive some runs to infinity in time. */
const smallStart = generic(0.4);

/** Every option of the projected engine, at dimensions where the part outside the fields matters. */
export const lawCases: Readonly<Record<string, CompleteModel>> = {
  'P ≠ I': modelOf(start, 12),
  'in the teachers’ span, no noise': modelOf(inSpan(2, 2), 9, { noise: 0 }),
  'three students in the span of one teacher': modelOf(inSpan(3, 1), 6, { learningRate: 5, noise: 0.2 }),
  'd = n': modelOf(start, 4, { learningRate: 2 }),
  'd = n + 1': modelOf(start, 5, { learningRate: 2 }),
  'repeated teacher': modelOf(repeatedTeacher(), 6),
  relu: modelOf(start, 7, { activation: 'relu', learningRate: 2 }),
  linear: modelOf(start, 7, { activation: 'linear', learningRate: 2 }),
  quadratic: modelOf(smallStart, 5, { activation: 'quadratic', learningRate: 1, noise: 1 }),
  'quadratic minus one': modelOf(smallStart, 5, { activation: 'hermite2', learningRate: 1, noise: 1 }),
  'sign teacher': modelOf(start, 7, { teacherActivation: 'sign' }),
  'given second layers': modelOf(start, 7, {
    secondLayer: { student: Float64Array.of(1.5, -0.5), teacher: Float64Array.of(0.5, 2) },
  }),
  'trained second layer': modelOf(start, 7, { secondLayer: { learningRate: 0.3 } }),
  'weight decay': modelOf(start, 7, { weightDecay: 0.05 }),
  'mini-batch of 2': modelOf(start, 7, { batchSize: 2 }),
  'mini-batch of 4, larger than d − n': modelOf(start, 6, { batchSize: 4 }),
  lazy: modelOf(start, 8, { training: 'lazy' }),
  'lazy, relu, mini-batch of 3': modelOf(start, 8, { training: 'lazy', activation: 'relu', batchSize: 3 }),
  'thirty-three students, in blocks': modelOf(wide(33, 2, 40), 36, { learningRate: 100 }),
  'thirty-four students, in blocks, second layer and decay': modelOf(wide(34, 1, 40), 36, {
    learningRate: 100,
    weightDecay: 0.02,
    secondLayer: { learningRate: 0.3 },
  }),
  'everything at once': modelOf(start, 9, {
    training: 'lazy',
    batchSize: 2,
    weightDecay: 0.02,
    teacherActivation: 'sign',
    secondLayer: { student: Float64Array.of(1.2, 0.7), learningRate: 0.3 },
  }),
};

export const TIMES_OF_A_CASE = 3;

/** Independent runs of each engine; those of wide students take longer. */
export function trajectoriesOf({ studentWidth }: CompleteModel): number {
  return studentWidth > 30 ? 1000 : 10_000;
}

/** Steps after which runs are looked at; the rates that make a difference let some runs of squares diverge later. */
export function timesOf({ activation }: CompleteModel): readonly number[] {
  return activation === 'quadratic' || activation === 'hermite2' ? [1, 2, 4] : [1, 8, 40];
}
