import { RandomStream } from '@crossover/math-core';
import type { EngineName, SimulationModel } from '../../src/index.ts';
import { completeModel, type CompleteModel } from '../../src/model/complete-model.ts';
import { normals, overlapsOfWeights } from '../matrices.ts';
import { driftByQuadrature } from './drift-by-quadrature.ts';
import { meanChanges, type MeanChange } from './mean-changes.ts';
import { meanDrift, type MeanDrift } from './mean-drift.ts';
import type { Position } from './position.ts';

/**
 * Largest deviation of a mean that is accepted, in standard errors. A normal deviate exceeds it with probability 6.3e-5; of
 * the 350 comparisons with all options and both engines one would with probability 2.2e-2. Seeds are fixed: a change of the
 * engines' draws meets that once, a run of the tests never.
 */
export const STANDARD_ERRORS = 4;

export interface OneStepCase {
  readonly model: CompleteModel;
  /** The step looked at comes after so many others. */
  readonly stepsBefore: number;
  readonly drift: (position: Position) => MeanDrift;
}

/** Small students beside teachers, P ≠ I: the fields of a step then fluctuate little more than they must. */
function start(p: number, k: number): SimulationModel['initial'] {
  const stream = RandomStream.fromKey('one step/start');
  const students = normals(6 * p, stream).map((entry) => 0.12 * entry);
  const teachers = normals(6 * k, stream).map((entry) => 0.3 * entry);
  return overlapsOfWeights(students, teachers, p, k);
}

function modelOf(options: Partial<SimulationModel>, [p, k] = [2, 2]): CompleteModel {
  return completeModel({
    studentWidth: p,
    teacherWidth: k,
    inputDimension: 6,
    learningRate: 2 * p,
    noise: 0.02,
    initial: start(p, k),
    ...options,
  });
}

function firstStep(options: Partial<SimulationModel>, widths?: [number, number]): OneStepCase {
  const model = modelOf(options, widths);
  return { model, stepsBefore: 0, drift: () => meanDrift(model) };
}

/** One student and one teacher, away from the weights that the student is linearised around. */
function laterLazyStep(options: Partial<SimulationModel>): OneStepCase {
  const model = modelOf({ training: 'lazy', ...options }, [1, 1]);
  return { model, stepsBefore: 2, drift: (position) => driftByQuadrature(model, position) };
}

/** The plain model, at dimensions where what an input has outside the fields is nothing, little and much. */
export const preciseCases: Readonly<Record<string, OneStepCase>> = {
  'd = n': firstStep({ inputDimension: 4 }),
  'd = n + 1': firstStep({ inputDimension: 5 }),
  'd = 6': firstStep({}),
  'd = 20': firstStep({ inputDimension: 20 }),
};

export const cases: Readonly<Record<string, OneStepCase>> = {
  'sign teacher': firstStep({ teacherActivation: 'sign' }),
  linear: firstStep({ activation: 'linear' }),
  quadratic: firstStep({ activation: 'quadratic' }),
  'quadratic minus one': firstStep({ activation: 'hermite2' }),
  relu: firstStep({ activation: 'relu' }, [2, 1]),
  'weight decay': firstStep({ weightDecay: 0.05 }),
  'mini-batch of 2': firstStep({ batchSize: 2 }),
  'mini-batch of 4, larger than d − n': firstStep({ batchSize: 4 }),
  'second layers, trained': firstStep({
    secondLayer: {
      student: Float64Array.of(1.5, -0.5),
      teacher: Float64Array.of(0.5, 2),
      learningRate: 0.3,
    },
  }),
  'everything at once': firstStep({
    inputDimension: 7,
    teacherActivation: 'sign',
    batchSize: 3,
    weightDecay: 0.02,
    secondLayer: { student: Float64Array.of(1.2, 0.7), learningRate: 0.3 },
  }),
  'lazy, first step': firstStep({ inputDimension: 8, training: 'lazy' }),
  'lazy, later': laterLazyStep({}),
  'lazy, later, d = n': laterLazyStep({ inputDimension: 3 }),
  'lazy, later, quadratic, mini-batch, second layer, decay': laterLazyStep({
    activation: 'quadratic',
    batchSize: 2,
    weightDecay: 0.02,
    secondLayer: { learningRate: 0.1 },
  }),
};

/** Means over `draws` steps of an engine, from streams of their own; `model` may be another than theory has. */
export function sampleCase(
  name: EngineName,
  label: string,
  { model, stepsBefore, drift }: OneStepCase,
  draws: number,
): MeanChange[] {
  const stream = RandomStream.fromKey(`one step/${name}/${label}`);
  return meanChanges(name, model, stream, draws, drift, stepsBefore);
}

/** |mean − expected| in standard errors; what does not fluctuate, a fixed second layer, must not move at all. */
export function deviation({ mean, error, expected }: MeanChange): number {
  const difference = Math.abs(mean - expected);
  return difference === 0 ? 0 : difference / error;
}

/** The change that deviates most. */
export function worst(changes: readonly MeanChange[]): MeanChange {
  return changes.reduce((most, each) => (deviation(each) > deviation(most) ? each : most));
}
