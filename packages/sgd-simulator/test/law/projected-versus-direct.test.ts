import { populationRisk, RandomStream, type OrderParameters } from '@crossover/math-core';
import {
  createEngine,
  drawInitialCondition,
  type EngineName,
  type SimulationModel,
} from '../../src/index.ts';
import { describe, expect, it } from 'vitest';
import { normals, overlapsOfWeights } from '../matrices.ts';
import { compareSamples, CRITERION, largestDeviation, MOST_COMPARISONS } from './comparison.ts';

/**
 * Both engines from the same start, 8000 trajectories each, on independent streams: the means of the risk and of
 * every overlap and all their covariances, at three times. Criterion: 5.5 standard errors for each of fewer than
 * 2000 comparisons, false-alarm rate below 1e-4 in all. (Skewness of the products cancels to leading order
 * between two samples of equal size.)
 */
const TRAJECTORIES = 8000;
const TIMES = [1, 8, 40];

interface Case {
  readonly name: string;
  readonly initial: OrderParameters;
  readonly inputDimension: number;
  readonly learningRate: number;
  readonly noise: number;
}

const start = (
  kind: 'teacher-span' | 'gaussian',
  p: number,
  k: number,
  inputDimension: number,
): OrderParameters =>
  drawInitialCondition(
    kind === 'gaussian' ? { kind, standardDeviation: 1 } : { kind },
    { studentWidth: p, teacherWidth: k, inputDimension },
    RandomStream.fromKey(`law/start/${kind}/${inputDimension}`),
  );

function startWithRepeatedTeacher(): OrderParameters {
  const stream = RandomStream.fromKey('law/repeated teacher');
  const row = normals(6, stream).map((entry) => entry / 2);
  return overlapsOfWeights(
    normals(12, stream).map((entry) => entry / 2),
    Float64Array.from([...row, ...row]),
    2,
    2,
  );
}

const cases: Case[] = [
  {
    name: 'P ≠ I, generic',
    initial: start('gaussian', 2, 2, 12),
    inputDimension: 12,
    learningRate: 3,
    noise: 0.1,
  },
  {
    name: 'in the span',
    initial: start('teacher-span', 2, 2, 9),
    inputDimension: 9,
    learningRate: 3,
    noise: 0,
  },
  {
    name: 'in the span, noisy',
    initial: start('teacher-span', 3, 1, 6),
    inputDimension: 6,
    learningRate: 5,
    noise: 0.2,
  },
  { name: 'd = p + k', initial: start('gaussian', 2, 2, 4), inputDimension: 4, learningRate: 2, noise: 0.1 },
  {
    name: 'd = p + k + 1',
    initial: start('gaussian', 2, 2, 5),
    inputDimension: 5,
    learningRate: 2,
    noise: 0.1,
  },
  {
    name: 'repeated teacher',
    initial: startWithRepeatedTeacher(),
    inputDimension: 6,
    learningRate: 3,
    noise: 0.05,
  },
];

function modelOf({ initial, inputDimension, learningRate, noise }: Case): SimulationModel {
  const { studentWidth, teacherWidth } = initial;
  return { studentWidth, teacherWidth, inputDimension, learningRate, noise, initial };
}

/** For each time, the observables of every trajectory. */
function sample(name: EngineName, model: SimulationModel, key: string): Float64Array[][] {
  const streams = RandomStream.fromKey(`law/${name}/${key}`);
  const samples: Float64Array[][] = TIMES.map(() => []);
  for (let trajectory = 0; trajectory < TRAJECTORIES; trajectory++) {
    const engine = createEngine(name, model, streams.split(trajectory));
    TIMES.forEach((time, index) => {
      engine.advance(time - engine.step);
      samples[index].push(observe(engine.orderParameters()));
    });
  }
  return samples;
}

function observe(overlaps: OrderParameters): Float64Array {
  const { studentWidth: p, Q, M } = overlaps;
  const upper = Q.filter((_, index) => index % p >= Math.floor(index / p));
  return Float64Array.from([populationRisk(overlaps), ...upper, ...M]);
}

function observableNames({ studentWidth: p, teacherWidth: k }: SimulationModel): string[] {
  const names = ['R'];
  for (let i = 0; i < p; i++) for (let j = i; j < p; j++) names.push(`Q${i}${j}`);
  for (let i = 0; i < p; i++) for (let r = 0; r < k; r++) names.push(`M${i}${r}`);
  return names;
}

const comparisonsOf = (observables: number): number =>
  TIMES.length * (observables + (observables * (observables + 1)) / 2);

describe('projected and direct engine have the same law', () => {
  const total = cases.reduce((sum, each) => sum + comparisonsOf(observableNames(modelOf(each)).length), 0);

  it('makes no more comparisons than the criterion allows', () => {
    expect(total).toBeLessThan(MOST_COMPARISONS);
  });

  it.each(cases)('$name, d = $inputDimension', (each) => {
    const model = modelOf(each);
    const projected = sample('projected', model, each.name);
    const direct = sample('direct', model, each.name);
    TIMES.forEach((time, index) => {
      const { what, z } = largestDeviation(
        compareSamples(observableNames(model), projected[index], direct[index]),
      );
      expect(z, `${what} after ${time} steps`).toBeLessThan(CRITERION);
    });
  });

  /**
   * Power. A projected engine for d′ with the rate γ d′/d differs from the right one in nothing but the degrees of
   * freedom of the rest of the input, d′ − n in place of d − n.
   */
  it.each([
    [4, 5],
    [5, 4],
    [12, 13],
    [12, 11],
  ])('would see a wrong number of degrees of freedom: d = %i taken for %i', (right, wrong) => {
    const each = cases.find(({ inputDimension }) => inputDimension === right)!;
    const model = modelOf(each);
    const mistaken: SimulationModel = {
      ...model,
      inputDimension: wrong,
      learningRate: (model.learningRate * wrong) / right,
    };
    const direct = sample('direct', model, `power/${right}`);
    const projected = sample('projected', mistaken, `power/${wrong}`);
    const { z } = largestDeviation(
      TIMES.flatMap((_, index) => compareSamples(observableNames(model), projected[index], direct[index])),
    );
    expect(z).toBeGreaterThan(2 * CRITERION);
  });
});
