import { RandomStream } from '@crossover/math-core';
import { completeModel, type CompleteModel } from '../../src/model/complete-model.ts';
import type { EngineName, SimulationModel } from '../../src/index.ts';
import { normals, overlapsOfWeights } from '../matrices.ts';
import type { MeanDrift } from './mean-drift.ts';
import { sampleFirstSteps, type Sums } from './first-steps.ts';

/**
 * Largest deviation of a mean that is accepted, in standard errors. A normal deviate exceeds it with probability 6.3e-5; of
 * the 250 comparisons with all options and both engines one would with probability 1.6e-2. Seeds are fixed: a change of the
 * engines' draws meets that once, a run of the tests never.
 */
export const STANDARD_ERRORS = 4;

/** Two small students beside two teachers, P ≠ I: the fields of a step then fluctuate little more than they must. */
function start(): SimulationModel['initial'] {
  const stream = RandomStream.fromKey('one step/start');
  const students = normals(12, stream).map((entry) => 0.15 * entry);
  const teachers = normals(12, stream).map((entry) => 0.4 * entry);
  return overlapsOfWeights(students, teachers, 2, 2);
}

const initial = start();

const optionsByName: Readonly<Record<string, Partial<SimulationModel>>> = {
  'd = n': { inputDimension: 4 },
  'd = n + 1': { inputDimension: 5 },
  'd = 6': {},
  'd = 20': { inputDimension: 20 },
  'sign teacher': { teacherActivation: 'sign' },
  linear: { activation: 'linear' },
  quadratic: { activation: 'quadratic' },
  'quadratic minus one': { activation: 'hermite2' },
  'relu, M and a alone': { activation: 'relu', secondLayer: { learningRate: 0.3 } },
  'weight decay': { weightDecay: 0.05 },
  'mini-batch of 2': { batchSize: 2 },
  'mini-batch of 4, larger than d − n': { batchSize: 4 },
  'second layers, trained': {
    secondLayer: {
      student: Float64Array.of(1.5, -0.5),
      teacher: Float64Array.of(0.5, 2),
      learningRate: 0.3,
    },
  },
  'everything at once': {
    inputDimension: 7,
    teacherActivation: 'sign',
    batchSize: 3,
    weightDecay: 0.02,
    secondLayer: { student: Float64Array.of(1.2, 0.7), learningRate: 0.3 },
  },
  'lazy, first step': { inputDimension: 8, training: 'lazy' },
};

function modelOf(options: Partial<SimulationModel>): CompleteModel {
  return completeModel({
    studentWidth: 2,
    teacherWidth: 2,
    inputDimension: 6,
    learningRate: 4,
    noise: 0.02,
    initial,
    ...options,
  });
}

export interface Comparison {
  readonly what: string;
  /** Difference in standard errors. */
  readonly z: number;
  /** The criterion, as a part of the mean itself: how small an error is seen. */
  readonly resolution: number;
}

/** Every component of the mean change against theory. */
export function compareMeans(
  { draws, sum, sumOfSquares }: Sums,
  { M, Q, secondLayer }: MeanDrift,
): Comparison[] {
  const comparisons: Comparison[] = [];
  let at = 0;
  const next = (what: string, expected: number): void => {
    const mean = sum[at] / draws;
    const error = Math.sqrt((sumOfSquares[at] / draws - mean * mean) / draws);
    at += 1;
    const difference = Math.abs(mean - expected);
    // What does not fluctuate at all, a fixed second layer, must not move.
    const z = difference === 0 ? 0 : difference / error;
    comparisons.push({
      what,
      z,
      resolution: expected === 0 ? Infinity : (STANDARD_ERRORS * error) / Math.abs(expected),
    });
  };
  M.forEach((expected, index) => next(`ΔM[${index}]`, expected));
  if (Q === undefined) at += initial.Q.length;
  else Q.forEach((expected, index) => next(`ΔQ[${index}]`, expected));
  secondLayer.forEach((expected, index) => next(`Δa[${index}]`, expected));
  return comparisons;
}

/** The comparison that deviates most. */
export function largest(comparisons: readonly Comparison[]): Comparison {
  return comparisons.reduce((worst, each) => (each.z > worst.z ? each : worst));
}

/** Options by name, each with the model that it makes. */
export const firstStepModels: Readonly<Record<string, CompleteModel>> = Object.fromEntries(
  Object.entries(optionsByName).map(([name, options]) => [name, modelOf(options)]),
);

/** First steps of an engine, from streams of their own. */
export function firstSteps(name: EngineName, option: string, draws: number): Sums {
  const stream = RandomStream.fromKey(`one step/${name}/${option}`);
  return sampleFirstSteps(name, firstStepModels[option], draws, stream);
}
