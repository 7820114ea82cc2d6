import { RandomStream, type ActivationName } from '@crossover/math-core';
import { incrementCovariance } from '@crossover/ode-theory';
import { drawInitialCondition, type SimulationModel } from '@crossover/sgd-simulator';
import { describe, expect, it } from 'vitest';
import { replicasOf, scatter, type ScatterCase } from './fluctuations/scatter.ts';
import {
  bounds,
  deviationsOf,
  expectScatter,
  productMoments,
  traceRatio,
} from './fluctuations/variance-criteria.ts';

/*
 * Replicas of the projected engine from one start against the linear-noise equation. If increments add up to a normal
 * law, (N − 1) s²/σ² is χ² with N − 1 degrees of freedom for every overlap and for R, and (N − 1) tr(Σ⁻¹ S) is χ²
 * with (N − 1) L for all L overlaps together.
 *
 * Criterion: all of them within `bounds`, quantiles 1e-6 and 1 − 1e-6 widened by 3 %: 1 % for the average over the
 * fields, the rest for terms of relative order 1/d and δt and for R's curvature, which are below 1 % at these d (δt =
 * 1e-3 in bad learning). The 60 comparisons below raise a false alarm with probability 1.2e-4. The excess kurtosis of
 * an overlap, of order Σ itself, adds less than 1e-2 to the 2 of the variance 2/N of s².
 */
const regimes: [string, ScatterCase][] = [
  [
    'perfect learning',
    { sizes: [2, 2], delta: 0.5, inputDimension: 300, replicas: 1000, times: [0.3, 1, 2] },
  ],
  ['the plateau', { sizes: [2, 2], delta: 0, inputDimension: 1000, replicas: 2000, times: [0.3, 1, 3] }],
  [
    'the plateau, wider',
    { sizes: [4, 2], delta: 0, inputDimension: 1000, replicas: 1000, times: [0.3, 1, 3] },
  ],
  ['bad learning', { sizes: [2, 2], delta: -0.25, inputDimension: 1e6, replicas: 2000, times: [0.3, 1, 3] }],
];

describe('replicas scatter as the linear-noise equation says', () => {
  it.each(regimes)('in %s', async (name, given) => {
    const { theory, replicas } = await scatter(name, given);
    theory.forEach((point, index) => {
      expectScatter(
        replicas.map((replica) => replica[index]),
        point,
        given.sizes[0],
      );
    });
  });

  it.each([regimes[1], regimes[3]])(
    'and not as an equation without the noise of the squared steps says, in %s',
    async (name, given) => {
      const { theory, replicas } = await scatter(name, { ...given, times: given.times.slice(0, 1) }, 1e-5);
      const states = replicas.map(([point]) => point.state);
      const [, high] = bounds((states.length - 1) * states[0].length);
      expect(traceRatio(states, theory[0].covariance)).toBeGreaterThan(high);
    },
  );
});

/*
 * Variances of a single step for what the trajectories above leave out, from 10 000 replicas each. Criterion: |s² −
 * σ²| ≤ 6 standard errors (of s², from the replicas' fourth moments; and of the average over the fields). Normal,
 * that is 2e-9 on either side; fourth powers of E make tails of s² heavier than normal, by less than a factor 1e3 at
 * this number of replicas (185 comparisons).
 */
describe('a single step has the covariance that is computed for it', () => {
  const network = (activation: ActivationName) => ({ activation });
  it.each<[string, Partial<SimulationModel>]>([
    ['ReLU', network('relu')],
    ['z² − 1', network('hermite2')],
    ['linear students of a sign', { activation: 'linear', teacherActivation: 'sign' }],
    ['mini-batches', { batchSize: 5 }],
    ['weight decay and a trained second layer', { weightDecay: 0.2, secondLayer: { learningRate: 0.7 } }],
    ['hardly more dimensions than fields', { inputDimension: 5 }],
  ])('%s', async (name, options) => {
    const sizes = { studentWidth: 2, teacherWidth: 2, inputDimension: 400 };
    const start = { kind: 'gaussian', standardDeviation: 0.8 } as const;
    const initial = drawInitialCondition(start, sizes, RandomStream.fromKey('one step'));
    const model: SimulationModel = { ...sizes, learningRate: 3, noise: 0.2, initial, ...options };
    const states = (await replicasOf(model, [1], 10_000, name)).map(([point]) => point.state);
    const { activation, teacherActivation, secondLayer, batchSize, weightDecay } = model;
    const found = incrementCovariance(
      {
        ...initial,
        noise: model.noise,
        trainsSecondLayer: secondLayer !== undefined,
        ...(activation === undefined ? {} : { activation }),
        ...(teacherActivation === undefined ? {} : { teacherActivation }),
      },
      {
        learningRate: model.learningRate,
        inputDimension: model.inputDimension,
        batchSize: batchSize ?? 1,
        weightDecay: weightDecay ?? 0,
        secondLayerLearningRate: secondLayer?.learningRate ?? 0,
      },
      initial,
    );
    const deviations = deviationsOf(states);
    const L = found.mean.length;
    for (let x = 0; x < L; x++) {
      for (let y = x; y < L; y++) {
        const products = productMoments(deviations[x], deviations[y]);
        const at = x * L + y;
        const error = Math.hypot(products.standardError, found.standardErrorOfCovariance[at]);
        expect(Math.abs(products.mean - found.covariance[at])).toBeLessThan(6 * error);
      }
    }
  });
});
