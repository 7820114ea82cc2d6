import { RandomStream, RunningMoments, type ActivationName } from '@crossover/math-core';
import {
  incrementCovariance,
  packState,
  scaling,
  solveFluctuations,
  weights,
  type FluctuationPoint,
} from '@crossover/ode-theory';
import { drawInitialCondition, simulate, type SimulationModel } from '@crossover/sgd-simulator';
import { describe, expect, it } from 'vitest';
import { chiSquareQuantile } from './chi-square-quantile.ts';

/*
 * Replicas of the projected engine from one start against the linear-noise equation. If increments add up to a normal law, (N − 1)
 * s²/σ² is χ² with N − 1 degrees of freedom for every overlap and for R, and (N − 1) tr(Σ⁻¹ S) is χ² with (N − 1) L for all L
 * overlaps together.
 *
 * Criterion: both within the quantiles 1e-6 and 1 − 1e-6, widened by 3 %: 1 % for the average over the fields, the rest for terms of
 * relative order 1/d and δt and for R's curvature, which are below 1 % at these d (δt = 1e-3 in bad learning). The 60
 * comparisons below raise a false alarm with probability 1.2e-4. The excess kurtosis of an overlap, of order Σ itself, adds less than 1e-2 to
 * the 2 of the variance 2/N of s².
 */
const FALSE_ALARM = 1e-6;
const THEORY_ERROR = 0.03;

interface Case {
  readonly sizes: readonly [studentWidth: number, teacherWidth: number];
  readonly delta: number;
  readonly inputDimension: number;
  readonly replicas: number;
  readonly times: readonly number[];
}

const regimes: [string, Case][] = [
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
      const states = replicas.map((replica) => replica[index].state);
      const L = states[0].length;
      const M11 = (given.sizes[0] * (given.sizes[0] + 1)) / 2;
      expectVariance(
        replicas.map((replica) => replica[index].risk),
        point.standardDeviationOfRisk ** 2,
      );
      for (const x of [0, 1, M11]) {
        expectVariance(
          states.map((state) => state[x]),
          point.covariance[x * L + x],
        );
      }
      const [low, high] = bounds((states.length - 1) * L);
      const ratio = traceRatio(states, point.covariance);
      expect(ratio).toBeGreaterThan(low);
      expect(ratio).toBeLessThan(high);
    });
  });

  /*
   * Cov[Δy] is a polynomial in γ of degrees 2 to 4; at a rate ε γ and the time step ε² δt only its first term is left: the noise of the gradient
   * without that of ‖c‖² ‖x‖².
   */
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
 * Variances of a single step for what the trajectories above leave out, from 10 000 replicas each. Criterion: |s² − σ²| ≤ 6 standard errors
 * (of s², from the replicas' fourth moments; and of the average over the fields). Normal, that is 2e-9 on either side; fourth
 * powers of E make tails of s² heavier than normal, by less than a factor 1e3 at this number of replicas (185 comparisons).
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

interface ReplicaPoint {
  readonly risk: number;
  readonly state: Float64Array;
}

/** Theory and replicas at the steps nearest to the times; `epsilon` below 1 leaves the higher powers of γ out of the noise. */
async function scatter(
  name: string,
  { sizes, delta, inputDimension, replicas, times }: Case,
  epsilon = 1,
): Promise<{ theory: readonly FluctuationPoint[]; replicas: ReplicaPoint[][] }> {
  const [studentWidth, teacherWidth] = sizes;
  const parameters = scaling({
    widthPrefactor: studentWidth,
    learningRatePrefactor: studentWidth,
    kappa: 0,
    delta,
    inputDimension,
  });
  const { learningRate, timeStep } = parameters;
  const noise = 0.1;
  const initial = drawInitialCondition(
    { kind: 'gaussian', standardDeviation: 0.7, teacher: { P: identity(teacherWidth) } },
    { studentWidth, teacherWidth, inputDimension: 8 },
    RandomStream.fromKey(`fluctuations ${studentWidth} ${teacherWidth}`),
  );
  const steps = times.map((time) => Math.round(time / timeStep));
  const { points: theory } = solveFluctuations({
    model: { ...initial, noise },
    initial,
    weights: weights(parameters, 'exact'),
    step: { learningRate: epsilon * learningRate, inputDimension },
    timeStep: epsilon * epsilon * timeStep,
    times: steps.map((step) => step * timeStep),
  });
  const model = { studentWidth, teacherWidth, inputDimension, learningRate, noise, initial };
  return { theory, replicas: await replicasOf(model, steps, replicas, name) };
}

async function replicasOf(
  model: SimulationModel,
  steps: readonly number[],
  count: number,
  name: string,
): Promise<ReplicaPoint[][]> {
  const stream = RandomStream.fromKey(`fluctuations of ${name}`);
  const streams = Array.from({ length: count }, (_, replica) => stream.split(replica));
  const runs = await simulate(model, { steps, replicas: streams, engine: 'projected' });
  return runs.map((points) =>
    points.map(({ risk, orderParameters, secondLayer }) => ({
      risk,
      state:
        model.secondLayer === undefined
          ? packState(orderParameters)
          : packState(orderParameters, secondLayer),
    })),
  );
}

/** Ratios of sample to predicted variance that pass, for a χ² variable with so many degrees of freedom. */
function bounds(degreesOfFreedom: number): [low: number, high: number] {
  return [
    ((1 - THEORY_ERROR) * chiSquareQuantile(FALSE_ALARM, degreesOfFreedom)) / degreesOfFreedom,
    ((1 + THEORY_ERROR) * chiSquareQuantile(1 - FALSE_ALARM, degreesOfFreedom)) / degreesOfFreedom,
  ];
}

function expectVariance(values: readonly number[], predicted: number): void {
  const moments = new RunningMoments();
  values.forEach((value) => moments.push(value));
  const [low, high] = bounds(values.length - 1);
  expect(moments.variance / predicted).toBeGreaterThan(low);
  expect(moments.variance / predicted).toBeLessThan(high);
}

/** tr(Σ⁻¹ S)/L with the sample covariance S: the mean square of the states' deviations in units in which Σ is 1. */
function traceRatio(states: readonly Float64Array[], covariance: Float64Array): number {
  const L = states[0].length;
  const mean = states[0].map((_, x) => states.reduce((sum, state) => sum + state[x] / states.length, 0));
  const factor = new Float64Array(L * L);
  for (let x = 0; x < L; x++) {
    for (let y = 0; y <= x; y++) {
      let entry = covariance[x * L + y];
      for (let c = 0; c < y; c++) entry -= factor[x * L + c] * factor[y * L + c];
      factor[x * L + y] = x === y ? Math.sqrt(entry) : entry / factor[y * L + y];
    }
  }
  let squares = 0;
  const whitened = new Float64Array(L);
  for (const state of states) {
    for (let x = 0; x < L; x++) {
      let entry = state[x] - mean[x];
      for (let c = 0; c < x; c++) entry -= factor[x * L + c] * whitened[c];
      whitened[x] = entry / factor[x * L + x];
      squares += whitened[x] * whitened[x];
    }
  }
  return squares / ((states.length - 1) * L);
}

/** Deviations of all states from their mean, entry by entry. */
function deviationsOf(states: readonly Float64Array[]): Float64Array[] {
  return Array.from(states[0], (_, x) => {
    const entries = Float64Array.from(states, (state) => state[x]);
    const mean = entries.reduce((sum, entry) => sum + entry / entries.length, 0);
    return entries.map((entry) => entry - mean);
  });
}

/** The mean of products, with its standard error. */
function productMoments(left: Float64Array, right: Float64Array): RunningMoments {
  const products = new RunningMoments();
  left.forEach((entry, replica) => products.push(entry * right[replica]));
  return products;
}

function identity(size: number): number[][] {
  return Array.from({ length: size }, (_, r) => Array.from({ length: size }, (__, s) => (r === s ? 1 : 0)));
}
