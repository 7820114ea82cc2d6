import { RandomStream } from '@crossover/math-core';
import type { SimulationModel } from '../../src/index.ts';
import { completeModel, type CompleteModel } from '../../src/model/complete-model.ts';
import { normals, overlapsOfWeights } from '../matrices.ts';
import { driftByQuadrature } from './drift-by-quadrature.ts';
import { meanDrift, type MeanDrift } from './mean-drift.ts';
import type { Position } from './position.ts';

export interface QuadratureCase {
  readonly model: CompleteModel;
  readonly drift: (position: Position) => MeanDrift;
  /** Along an axis of the inputs: what brings the rule's error below the tolerance. */
  readonly nodes: number;
  /** The step looked at comes after so many others. */
  readonly stepsBefore?: number;
}

/** Weights in so many dimensions, of lengths that hardly depend on them; so small that few nodes suffice, and P ≠ I. */
function start(p: number, k: number, dimensions: number, size: number): SimulationModel['initial'] {
  const stream = RandomStream.fromKey('one step/start');
  const scale = size * Math.sqrt(6 / dimensions);
  const students = normals(dimensions * p, stream).map((entry) => 0.12 * scale * entry);
  const teachers = normals(dimensions * k, stream).map((entry) => 0.2 * scale * entry);
  return overlapsOfWeights(students, teachers, p, k);
}

interface Widths {
  readonly p?: number;
  readonly k?: number;
  /** Dimensions of the weights' span, if it is not to be p + k. */
  readonly span?: number;
  /** What all weights are multiplied by. */
  readonly size?: number;
}

export function modelOf(
  d: number,
  options: Partial<SimulationModel>,
  { p = 2, k = 1, span = 6, size = 1 }: Widths = {},
): CompleteModel {
  return completeModel({
    studentWidth: p,
    teacherWidth: k,
    inputDimension: d,
    learningRate: 2 * p,
    noise: 0.02,
    initial: start(p, k, span, size),
    ...options,
  });
}

/** Against the closed forms of model.md. */
function closed(
  d: number,
  options: Partial<SimulationModel>,
  nodes: number,
  widths: Widths = {},
): QuadratureCase {
  const model = modelOf(d, options, widths);
  return { model, nodes, drift: () => meanDrift(model) };
}

/** Against quadrature by plain formulas: for weights that are not independent, and away from the start of lazy training. */
function plain(
  d: number,
  options: Partial<SimulationModel>,
  nodes: number,
  widths: Widths,
  stepsBefore = 0,
): QuadratureCase {
  const model = modelOf(d, options, widths);
  return { model, nodes, stepsBefore, drift: (position) => driftByQuadrature(model, position) };
}

const secondLayer = {
  student: Float64Array.of(1.5, -0.5),
  teacher: Float64Array.of(1.2),
  learningRate: 0.3,
};

/** A mean over polynomials of degree 2m − 1 in each component is exact with m nodes. */
const NODES_OF_LINEAR = 3;
const NODES_OF_SQUARES = 5;
const NODES = 16;
/** Along each of the two parts of an axis that a kink cuts. */
const NODES_OF_PART = 13;
/** With smaller weights, since the nodes of all samples are combined. */
const NODES_OF_BATCH = 7;

/** Two students and one teacher, by option, in d dimensions. */
export const optionCases: Readonly<Record<string, (d: number) => QuadratureCase>> = {
  erf: (d) => closed(d, {}, NODES),
  'no label noise': (d) => closed(d, { noise: 0 }, NODES),
  linear: (d) => closed(d, { activation: 'linear' }, NODES_OF_LINEAR),
  quadratic: (d) => closed(d, { activation: 'quadratic' }, NODES_OF_SQUARES),
  'quadratic minus one': (d) => closed(d, { activation: 'hermite2' }, NODES_OF_SQUARES),
  relu: (d) => closed(d, { activation: 'relu' }, NODES_OF_PART),
  'sign teacher': (d) => closed(d, { teacherActivation: 'sign' }, NODES),
  'weight decay': (d) => closed(d, { weightDecay: 0.05 }, NODES),
  'second layers, trained': (d) => closed(d, { secondLayer }, NODES),
  'relu, second layers, trained, decay': (d) =>
    closed(d, { activation: 'relu', secondLayer, weightDecay: 0.02 }, NODES_OF_PART),
  'mini-batch of 2': (d) => plain(d, { batchSize: 2 }, NODES_OF_BATCH, { span: 2, size: 0.6 }),
  'mini-batch of 3, second layers, trained, decay': (d) =>
    plain(d, { batchSize: 3, secondLayer, weightDecay: 0.02 }, NODES_OF_BATCH, { span: 1, size: 0.6 }),
  'mini-batch of 4': (d) => plain(d, { batchSize: 4, noise: 0 }, NODES_OF_BATCH, { span: 1, size: 0.6 }),
  'mini-batch of 2, linear': (d) => closed(d, { batchSize: 2, activation: 'linear' }, NODES_OF_LINEAR),
};

/** Lazy training needs d ≥ 2p + k = 5 of two students, and 3 of one. */
export const lazyCases: Readonly<Record<string, QuadratureCase>> = {
  'first step, d = n': closed(5, { training: 'lazy' }, NODES),
  'first step, d = n + 1': closed(6, { training: 'lazy' }, NODES),
  'first step, d = 20': closed(20, { training: 'lazy' }, NODES),
  'later, d = n': plain(3, { training: 'lazy', learningRate: 1 }, NODES, { p: 1 }, 2),
  'later, d = n + 1': plain(4, { training: 'lazy' }, NODES, { p: 1 }, 2),
  'later, d = 6': plain(6, { training: 'lazy' }, NODES, { p: 1 }, 2),
  'later, d = 20': plain(20, { training: 'lazy' }, NODES, { p: 1 }, 2),
  'later, relu': plain(6, { training: 'lazy', activation: 'relu' }, NODES_OF_PART, { p: 1 }, 2),
  'later, quadratic, mini-batch, second layer, decay': plain(
    6,
    {
      training: 'lazy',
      activation: 'quadratic',
      batchSize: 2,
      weightDecay: 0.02,
      secondLayer: { learningRate: 0.1 },
    },
    NODES_OF_SQUARES,
    { p: 1 },
    2,
  ),
};

/** What takes seconds: mini-batches of more independent weights, in d dimensions. */
export const largeCases: Readonly<Record<string, (d: number) => QuadratureCase>> = {
  'mini-batch of 2, one student': (d) => closed(d, { batchSize: 2 }, NODES, { p: 1 }),
  'mini-batch of 2, quadratic, decay': (d) =>
    closed(d, { batchSize: 2, activation: 'quadratic', weightDecay: 0.02 }, NODES_OF_SQUARES),
  'mini-batch of 3, linear': (d) => closed(d, { batchSize: 3, activation: 'linear' }, NODES_OF_LINEAR),
};

/** And two teachers, that is four fields; d ≥ 4. */
export const twoTeachers: Readonly<Record<string, (d: number) => QuadratureCase>> = {
  'two teachers': (d) => closed(d, {}, NODES, { k: 2 }),
  'two teachers, sign': (d) => closed(d, { teacherActivation: 'sign' }, NODES, { k: 2 }),
};
