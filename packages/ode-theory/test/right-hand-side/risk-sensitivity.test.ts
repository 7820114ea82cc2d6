import {
  populationRisk,
  RandomStream,
  type ActivationName,
  type Network,
  type TeacherActivationName,
} from '@crossover/math-core';
import { describe, expect, it } from 'vitest';
import { packState, riskSensitivity } from '../../src/index.ts';
import { genericOverlaps } from '../support/overlaps.ts';

const sizes = [1, 2, 3, 5].flatMap((p) => [1, 2, 3].map((k) => [p, k] as const));
const students: ActivationName[] = ['erf', 'linear', 'quadratic', 'hermite2', 'relu'];
const pairs = students.flatMap((student) =>
  ([...students, 'sign'] as TeacherActivationName[]).map((teacher) => [student, teacher] as const),
);

function outputs(p: number, k: number): Network {
  const stream = RandomStream.fromKey(`sensitivity/${p}/${k}`);
  const normals = (count: number) => Float64Array.from({ length: count }, () => stream.normal());
  return { studentSecondLayer: normals(p), teacherSecondLayer: normals(k) };
}

/** The gradient against six-point differences of the risk: their error is of order h⁶ and 10⁻¹⁶/h. */
function expectGradient(p: number, k: number, network: Network, trainsSecondLayer: boolean): void {
  const overlaps = genericOverlaps(p, k, 'sensitivity');
  const risk = riskSensitivity({ ...overlaps, ...network, noise: 0, trainsSecondLayer });
  const a = network.studentSecondLayer ?? new Float64Array(p).fill(1);
  const state = packState(overlaps, trainsSecondLayer ? a : undefined);
  const gradient = new Float64Array(state.length);
  const value = risk(state, gradient);
  expect(Math.abs(value - populationRisk(overlaps, network))).toBeLessThan(1e-15 * (1 + 10 * value));
  const scratch = new Float64Array(state.length);
  const h = 1e-3;
  for (let x = 0; x < state.length; x++) {
    const difference = (steps: number) =>
      risk(state.with(x, state[x] + steps * h), scratch) - risk(state.with(x, state[x] - steps * h), scratch);
    const slope = (45 * difference(1) - 9 * difference(2) + difference(3)) / (60 * h);
    expect(Math.abs(slope - gradient[x])).toBeLessThan(1e-11 * (1 + Math.abs(value)));
  }
}

describe('the sensitivity of the risk comes with the risk itself and is its gradient', () => {
  it.each(sizes)('for erf committees (p = %i, k = %i)', (p, k) => {
    expectGradient(p, k, {}, false);
  });

  it.each(sizes)('with given output weights, and with trained ones (p = %i, k = %i)', (p, k) => {
    expectGradient(p, k, outputs(p, k), false);
    expectGradient(p, k, outputs(p, k), true);
  });

  it.each(pairs)('for a student of %s and a teacher of %s', (activation, teacherActivation) => {
    expectGradient(3, 2, { ...outputs(3, 2), activation, teacherActivation }, true);
  });

  it('is NaN, and no error, where the overlaps are no covariance', () => {
    for (const activation of ['erf', 'relu'] as const) {
      const overlaps = genericOverlaps(2, 1, 'sensitivity');
      const state = packState(overlaps);
      state[1] = 10;
      const risk = riskSensitivity({ ...overlaps, noise: 0, activation });
      expect(risk(state, new Float64Array(state.length))).toBeNaN();
    }
  });
});
