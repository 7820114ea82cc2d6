import { symmetricEigenvalues, type ActivationName, type TeacherActivationName } from '@crossover/math-core';
import { describe, expect, it } from 'vitest';
import { normalLattice } from '../../src/fluctuations/lattice-rule.ts';
import { nodeSpread } from '../../src/fluctuations/node-spread.ts';
import {
  createIncrementMoments,
  incrementCovariance,
  packState,
  rightHandSide,
  scaling,
  weights,
  type DriftModel,
  type StepParameters,
} from '../../src/index.ts';
import { incrementMoments, type WeightedNode } from '../oracles/increment-moments.ts';
import { gaussHermite } from '../support/gauss-hermite.ts';
import { genericOverlaps, teacherSpan } from '../support/overlaps.ts';

const step: StepParameters = { learningRate: 2, inputDimension: 50 };

/** Largest error relative to √(Cov_xx Cov_yy), of the mean relative to its largest entry. */
function distance(
  a: { mean: Float64Array; covariance: Float64Array },
  b: { mean: Float64Array; covariance: Float64Array },
): number {
  const L = b.mean.length;
  const size = b.mean.reduce((most, entry) => Math.max(most, Math.abs(entry)), 0);
  const ofMean = b.mean.map((entry, x) => Math.abs(a.mean[x] - entry) / size);
  const ofCovariance = b.covariance.map((entry, at) => {
    const scale = Math.sqrt(b.covariance[Math.floor(at / L) * (L + 1)] * b.covariance[(at % L) * (L + 1)]);
    return Math.abs(a.covariance[at] - entry) / scale;
  });
  return Math.max(...ofMean, ...ofCovariance);
}

/*
 * The rule is a random one: its mean over 16 shifts has a standard error, and Student's t with 15 degrees of freedom
 * exceeds 8 with probability 8.5e-7. With at most 14 numbers a case, the seven cases raise a false alarm with
 * probability below 1e-4. Errors of shifts are bounded too, or else a rule without accuracy would pass.
 */
const MOST_STANDARD_ERRORS = 8;
const ROUNDING = 1e-12;

describe('mean and covariance of one step agree with Gauss–Hermite product rules to their standard errors', () => {
  it.each<[string, number, number, number, Partial<DriftModel>, Partial<StepParameters>]>([
    ['one unit against one', 1, 1, 60, {}, {}],
    ['one unit against two', 1, 2, 40, {}, {}],
    ['weights that decay', 1, 1, 60, {}, { weightDecay: 0.1 }],
    ['a trained second layer', 1, 2, 40, { trainsSecondLayer: true }, { secondLayerLearningRate: 0.5 }],
    ['a mini-batch', 1, 1, 60, {}, { batchSize: 4 }],
    // Polynomials of degree 8 and 16 in each variable, for which the product rule is exact: Isserlis' theorem.
    ['linear units', 2, 1, 6, { activation: 'linear' }, {}],
    ['quadratic units', 1, 2, 10, { activation: 'quadratic' }, {}],
  ])('%s', (_, p, k, order, network, rule) => {
    const overlaps = genericOverlaps(p, k, 'one step');
    const model: DriftModel = {
      ...overlaps,
      noise: 0.3,
      studentSecondLayer: Float64Array.from({ length: p }, (__, i) => 0.8 + 0.3 * i),
      ...network,
    };
    const reference = incrementMoments(model, { ...step, ...rule }, overlaps, gaussHermite(p + k, order));
    const found = incrementCovariance(model, { ...step, ...rule }, overlaps, { points: 4096, shifts: 16 });
    const L = reference.mean.length;
    reference.mean.forEach((value, x) => {
      const bound = MOST_STANDARD_ERRORS * found.standardErrorOfMean[x] + ROUNDING * Math.abs(value);
      expect(Math.abs(found.mean[x] - value)).toBeLessThanOrEqual(bound);
    });
    reference.covariance.forEach((value, at) => {
      const scale = Math.sqrt(
        reference.covariance[Math.floor(at / L) * (L + 1)] * reference.covariance[(at % L) * (L + 1)],
      );
      const error = found.standardErrorOfCovariance[at];
      expect(Math.abs(found.covariance[at] - value)).toBeLessThanOrEqual(
        MOST_STANDARD_ERRORS * error + ROUNDING * scale,
      );
      expect(error / scale).toBeLessThan(1e-2);
    });
  });
});

describe('the kernel gives what a plain loop over the same nodes gives, to rounding', () => {
  const students: ActivationName[] = ['erf', 'linear', 'quadratic', 'hermite2', 'relu'];
  const cases = students.flatMap((activation) =>
    ([activation, 'sign'] as TeacherActivationName[]).map((teacherActivation) => ({
      activation,
      teacherActivation,
    })),
  );
  it.each(cases)('$activation students of $teacherActivation teachers', (network) => {
    for (let p = 1; p <= 4; p++) {
      for (let k = 1; k <= 3; k++) {
        for (const trainsSecondLayer of [false, true]) {
          const overlaps = genericOverlaps(p, k, `kernel ${p} ${k}`);
          const model: DriftModel = {
            ...overlaps,
            ...network,
            noise: 0.2,
            trainsSecondLayer,
            studentSecondLayer: Float64Array.from({ length: p }, (_, i) => 1.2 - 0.5 * i),
            teacherSecondLayer: Float64Array.from({ length: k }, (_, r) => 0.7 + 0.4 * r),
          };
          const rule = { ...step, batchSize: 3, weightDecay: 0.05, secondLayerLearningRate: 0.4 };
          expect(
            distance(latticeMoments(model, rule, overlaps, 64), plainMoments(model, rule, overlaps, 64)),
          ).toBeLessThan(1e-11);
        }
      }
    }
  });
});

it.each([
  ['in general position', genericOverlaps(3, 2, 'mean')],
  ["inside the teacher's span", teacherSpan(4, 2, 'mean')],
])('the mean of a step is δt times the exact equations, %s', (_, overlaps) => {
  const p = overlaps.studentWidth;
  const parameters = scaling({
    widthPrefactor: p,
    learningRatePrefactor: 2,
    kappa: 0,
    delta: 0,
    inputDimension: 20,
  });
  const { timeStep, learningRate } = parameters;
  const options = { weightDecay: 0.4, secondLayerRate: 0.3 };
  const model: DriftModel = { ...overlaps, noise: 0.1, trainsSecondLayer: true };
  const found = incrementCovariance(
    model,
    {
      learningRate,
      inputDimension: 20,
      weightDecay: options.weightDecay * timeStep,
      secondLayerLearningRate: options.secondLayerRate * p * timeStep,
    },
    overlaps,
    { points: 4096, shifts: 16 },
  );
  const state = packState(overlaps, new Float64Array(p).fill(1));
  const drift = new Float64Array(state.length);
  rightHandSide(model, weights(parameters, 'exact', options))(state, drift);
  drift.forEach((value, x) => {
    // 22 entries at most, at 8.5e-7 each.
    const error = found.standardErrorOfMean[x];
    expect(Math.abs(found.mean[x] - timeStep * value)).toBeLessThanOrEqual(
      MOST_STANDARD_ERRORS * error + ROUNDING * Math.abs(value),
    );
    expect(error).toBeLessThan(2e-3 * Math.sqrt(found.covariance[x * (state.length + 1)]));
  });
});

it('is a covariance where Ω is singular, and comes there without a jump', () => {
  const overlaps = teacherSpan(4, 2, 'singular');
  const model: DriftModel = { ...overlaps, noise: 0.01 };
  const at = latticeMoments(model, step, overlaps, 1024);
  const eigenvalues = symmetricEigenvalues(at.covariance, at.mean.length);
  expect(eigenvalues[0]).toBeGreaterThan(-1e-14 * eigenvalues.at(-1)!);
  const lifted = { ...overlaps, Q: overlaps.Q.map((entry, x) => entry + (x % 5 === 0 ? 1e-8 : 0)) };
  // New directions of weight 1e-4: moments move by that order, and by the quadrature's error in ‖x‖², weighted 1/d.
  const beside = latticeMoments({ ...model, ...lifted }, step, lifted, 1024);
  expect(distance(beside, at)).toBeLessThan(3e-3);
});

it('vanishes for perfect students without label noise, whose error is certainly 0', () => {
  const overlaps = { studentWidth: 1, teacherWidth: 1, Q: Float64Array.of(1), M: Float64Array.of(1) };
  const model: DriftModel = { ...overlaps, P: Float64Array.of(1), noise: 0 };
  const { mean, covariance } = latticeMoments(model, step, { ...overlaps, P: model.P }, 64);
  expect([...mean, ...covariance].every((entry) => entry === 0)).toBe(true);
});

describe('refuses, with what was found,', () => {
  const overlaps = genericOverlaps(2, 1, 'refusals');
  const model: DriftModel = { ...overlaps, noise: 0.1 };
  it.each<[string, Partial<StepParameters>, RegExp]>([
    ['a negative learning rate', { learningRate: -1 }, /learningRate is -1/],
    ['a decay above 1', { weightDecay: 1.5 }, /weightDecay is 1\.5.*\[0, 1\]/],
    ['half a sample', { batchSize: 0.5 }, /batchSize is 0\.5/],
    ['a rate that is no number', { secondLayerLearningRate: NaN }, /secondLayerLearningRate is NaN/],
  ])('%s', (_, wrong, message) => {
    expect(() => createIncrementMoments(model, { ...step, ...wrong })).toThrow(message);
  });

  it('fewer dimensions than the overlaps need', () => {
    const moments = createIncrementMoments(model, { ...step, inputDimension: 2 }, { points: 64 });
    const state = packState(overlaps);
    expect(() => moments(state, new Float64Array(5), new Float64Array(25))).toThrow(
      /inputDimension is 2.*3 dimensions/,
    );
  });

  it.each([32, 100, 128.5, 2 ** 21, NaN])('%d nodes', (points) => {
    expect(() => createIncrementMoments(model, step, { points })).toThrow(
      /points is .* power of two from 64/,
    );
  });
});

function latticeMoments(
  model: DriftModel,
  rule: StepParameters,
  overlaps: ReturnType<typeof genericOverlaps>,
  points: number,
) {
  const outputs = model.studentSecondLayer ?? new Float64Array(model.studentWidth).fill(1);
  const state = model.trainsSecondLayer === true ? packState(overlaps, outputs) : packState(overlaps);
  const mean = new Float64Array(state.length);
  const covariance = new Float64Array(state.length ** 2);
  createIncrementMoments(model, rule, { points })(state, mean, covariance);
  return { mean, covariance };
}

function plainMoments(
  model: DriftModel,
  rule: StepParameters,
  overlaps: ReturnType<typeof genericOverlaps>,
  points: number,
) {
  const n = model.studentWidth + model.teacherWidth;
  const lattice = normalLattice(points, n, 0, nodeSpread[model.activation ?? 'erf']);
  const nodes: WeightedNode[] = Array.from({ length: points }, (_, node) => ({
    z: [...lattice.nodes.subarray(node * n, (node + 1) * n)],
    weight: lattice.weights[node] / points,
  }));
  return incrementMoments(model, rule, overlaps, nodes);
}
