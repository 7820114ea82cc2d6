import { RandomStream, type OrderParameters } from '@crossover/math-core';
import { drawInitialCondition, type SimulationModel } from '../../src/index.ts';
import { describe, expect, it } from 'vitest';
import { completeModel } from '../../src/model/complete-model.ts';
import { largestDifference, normals, overlapsOfWeights } from '../matrices.ts';
import { ProjectedOracle } from '../oracles/projected-oracle.ts';
import { AdaptedBasis } from './adapted-basis.ts';
import { dot, ExplicitWeights, randomOrthonormal } from './explicit-weights.ts';

const STEPS = 200;
/** Of the largest entry: round-off of 200 steps of a few hundred operations each, 2⁻⁵³ · 10⁴. */
const TOLERANCE = 1e-12;

/**
 * The projected update, as the kernels' oracle has it, and SGD on explicit weights see the same inputs: the weights are laid
 * into R^d along a random orthonormal basis, each input is projected on the basis that the factor of the projected engine
 * belongs to, and the overlaps of both must agree after every one of 200 steps.
 */
function expectSamePath(incomplete: SimulationModel, key: string): void {
  const model = completeModel(incomplete);
  const { studentWidth: p, teacherWidth: k, inputDimension: d, noise, batchSize, weightDecay } = model;
  const stream = RandomStream.fromKey(key);
  const state = new ProjectedOracle(model, RandomStream.fromKey('not drawn from'));
  const K = state.T.length;
  const basis = randomOrthonormal(K + p, d, stream);
  const referenceBasis = basis.slice(0, K);
  const combine = (rows: number, coefficient: (row: number, b: number) => number): Float64Array => {
    const weights = new Float64Array(rows * d);
    for (let row = 0; row < rows; row++) {
      basis.forEach((direction, b) => {
        for (let j = 0; j < d; j++) weights[row * d + j] += Math.sqrt(d) * coefficient(row, b) * direction[j];
      });
    }
    return weights;
  };
  const explicit = new ExplicitWeights(
    model,
    combine(p, (i, b) => (b < K ? state.A[i][b] : state.B[(b - K) * p + i])),
    combine(k, (r, b) => (b < K ? state.T[r][b] : 0)),
  );
  const studentBasis = new AdaptedBasis(state.B, referenceBasis, basis.slice(K));

  let worst = 0;
  for (let step = 0; step < STEPS; step++) {
    const samples = Array.from({ length: batchSize }, () => ({
      x: normals(d, stream),
      labelNoise: noise > 0 ? Math.sqrt(noise) * stream.normal() : 0,
    }));
    const components = studentBasis.decompose(samples.map(({ x }) => x));
    const changes = state.train(
      samples.map(({ x, labelNoise }, s) => ({
        u: referenceBasis.map((direction) => dot(x, direction)),
        ...components[s],
        labelNoise,
      })),
    );
    explicit.step(samples);
    studentBasis.update(1 - weightDecay, changes, components);
    const found = state.overlaps();
    const expected = explicit.overlaps();
    worst = Math.max(
      worst,
      largestDifference(found.Q, expected.Q),
      largestDifference(found.M, expected.M),
      largestDifference(state.secondLayer, explicit.secondLayer),
      largestDifference(state.B, studentBasis.B),
    );
  }
  expect(worst).toBeLessThan(TOLERANCE);
}

function modelOf(initial: OrderParameters, inputDimension: number, noise: number): SimulationModel {
  const { studentWidth, teacherWidth } = initial;
  return { studentWidth, teacherWidth, inputDimension, learningRate: 0.8 * studentWidth, noise, initial };
}

function genericStart(p: number, k: number, inputDimension: number, name: string): OrderParameters {
  return drawInitialCondition(
    { kind: 'gaussian', standardDeviation: 1 },
    { studentWidth: p, teacherWidth: k, inputDimension },
    RandomStream.fromKey(`start/${name}`),
  );
}

describe('the projected update is SGD on explicit weights', () => {
  it.each([
    ['with room to spare', 4, 3, 20, 0.01],
    ['with d = p + k', 4, 3, 7, 0.01],
    ['with d = p + k + 1, no noise', 4, 3, 8, 0],
    ['for one student and one teacher', 1, 1, 5, 0.1],
    ['for a wide student', 9, 5, 30, 0],
  ])('from a generic start with P ≠ I, %s', (name, p, k, d, noise) => {
    expectSamePath(modelOf(genericStart(p, k, d, name), d, noise), `inputs/${name}`);
  });

  it.each([
    [3, 2, 12, 0],
    [5, 4, 9, 0.05],
    [8, 4, 40, 0.001],
  ])(
    'from inside the span of the teachers, where B = 0 (p = %i, k = %i, d = %i, Δ = %d)',
    (p, k, d, noise) => {
      const initial = drawInitialCondition(
        { kind: 'teacher-span' },
        { studentWidth: p, teacherWidth: k },
        RandomStream.fromKey('start in the span'),
      );
      expectSamePath(modelOf(initial, d, noise), `inputs in the span/${p}`);
    },
  );

  // With more than one such row two students' parts outside the directions of T would start as copies of each other, and
  // round-off would choose between the factors B.
  it.each([
    ['repeated', 1],
    ['vanishing', 0],
  ])('with a %s teacher row, where P is singular', (name, factor) => {
    const stream = RandomStream.fromKey('singular teachers');
    const row = normals(10, stream).map((entry) => entry / 3);
    const teachers = Float64Array.from([...row, ...row.map((entry) => factor * entry)]);
    const students = normals(40, stream).map((entry) => entry / 3);
    expectSamePath(modelOf(overlapsOfWeights(students, teachers, 4, 2), 10, 0.01), `inputs, ${name}`);
  });

  it.each<[string, Partial<SimulationModel>, number]>([
    ['mini-batches of 3', { batchSize: 3 }, 20],
    ['mini-batches larger than the room outside the fields', { batchSize: 4 }, 9],
    ['mini-batches with d = n', { batchSize: 2 }, 7],
    ['weight decay', { weightDecay: 0.02 }, 12],
    ['a trained second layer', { secondLayer: { learningRate: 0.5 } }, 12],
    ['lazy training', { training: 'lazy' }, 15],
    ['lazy training with d = n', { training: 'lazy' }, 11],
    [
      'everything at once',
      { training: 'lazy', batchSize: 3, weightDecay: 0.01, secondLayer: { learningRate: 0.3 } },
      13,
    ],
    ['a sign for a teacher', { teacherActivation: 'sign', batchSize: 2 }, 12],
    ['quadratic units', { activation: 'quadratic', learningRate: 0.05 }, 12],
  ])('with %s', (name, options, d) => {
    const model = { ...modelOf(genericStart(4, 3, d, name), d, 0.01), ...options };
    expectSamePath(model, `inputs/${name}`);
  });
});
