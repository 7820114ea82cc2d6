import { RandomStream, type OrderParameters } from '@crossover/math-core';
import { drawInitialCondition, type SimulationModel } from '../../src/index.ts';
import { describe, expect, it } from 'vitest';
import { ProjectedState } from '../../src/projected-engine/projected-state.ts';
import { largestDifference, normals, overlapsOfWeights } from '../matrices.ts';
import { AdaptedBasis } from './adapted-basis.ts';
import { dot, ExplicitWeights, minus, randomOrthonormal } from './explicit-weights.ts';

const STEPS = 200;

/**
 * The projected update and SGD on explicit weights see the same inputs: the weights are laid into R^d along a random
 * orthonormal basis, each input is projected on the basis that the factor of the projected engine belongs to, and
 * the overlaps of both must agree to 1e-12 after every one of 200 steps.
 */
function expectSamePath(model: SimulationModel, key: string): void {
  const { studentWidth: p, teacherWidth: k, inputDimension: d, noise } = model;
  const stream = RandomStream.fromKey(key);
  const state = ProjectedState.fromInitialOverlaps(model);
  const basis = randomOrthonormal(p + k, d, stream);
  const teacherBasis = basis.slice(0, k);
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
    combine(p, (i, b) => (b < k ? state.inSpan[i * k + b] : state.outOfSpan[(b - k) * p + i])),
    combine(k, (r, b) => (b < k ? state.teachers[r * k + b] : 0)),
  );

  const studentBasis = new AdaptedBasis(state.outOfSpan, teacherBasis, basis.slice(k), stream);

  let worst = 0;
  for (let step = 0; step < STEPS; step++) {
    const x = normals(d, stream);
    let rest = x;
    [...teacherBasis, ...studentBasis.directions].forEach((direction, b) => {
      const component = dot(x, direction);
      if (b < k) state.u[b] = component;
      else state.z[b - k] = component;
      rest = minus(rest, direction, component);
    });
    const restLength = d === p + k ? 0 : Math.sqrt(dot(rest, rest));
    const labelNoise = noise > 0 ? Math.sqrt(noise) * stream.normal() : 0;
    state.step(restLength, labelNoise);
    const c = explicit.step(x, labelNoise);
    studentBasis.update(c, state.z, rest, restLength);
    const found = state.overlaps();
    const expected = explicit.overlaps();
    worst = Math.max(
      worst,
      largestDifference(found.Q, expected.Q),
      largestDifference(found.M, expected.M),
      largestDifference(state.outOfSpan, studentBasis.B),
    );
  }
  expect(worst).toBeLessThan(1e-12);
}

function modelOf(initial: OrderParameters, inputDimension: number, noise: number): SimulationModel {
  const { studentWidth, teacherWidth } = initial;
  return { studentWidth, teacherWidth, inputDimension, learningRate: 0.8 * studentWidth, noise, initial };
}

describe('the projected update is SGD on explicit weights', () => {
  it.each([
    ['with room to spare', 4, 3, 20, 0.01],
    ['with d = p + k', 4, 3, 7, 0.01],
    ['with d = p + k + 1, no noise', 4, 3, 8, 0],
    ['for one student and one teacher', 1, 1, 5, 0.1],
    ['for a wide student', 9, 5, 30, 0],
  ])('from a generic start with P ≠ I, %s', (name, p, k, d, noise) => {
    const initial = drawInitialCondition(
      { kind: 'gaussian', standardDeviation: 1 },
      { studentWidth: p, teacherWidth: k, inputDimension: d },
      RandomStream.fromKey(`start/${name}`),
    );
    expectSamePath(modelOf(initial, d, noise), `inputs/${name}`);
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

  it('with repeated and vanishing teacher rows, where P is singular', () => {
    const stream = RandomStream.fromKey('singular teachers');
    const row = normals(10, stream).map((entry) => entry / 3);
    const teachers = Float64Array.from([...row, ...row, ...new Float64Array(10)]);
    const students = normals(40, stream).map((entry) => entry / 3);
    expectSamePath(modelOf(overlapsOfWeights(students, teachers, 4, 3), 10, 0.01), 'inputs, singular');
  });
});
