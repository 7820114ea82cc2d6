import { RandomStream, type ActivationName, type TeacherActivationName } from '@crossover/math-core';
import { describe, expect, it } from 'vitest';
import { packState, rightHandSide, scaling, weights } from '../../src/index.ts';
import { difference, drift } from '../support/drift.ts';
import { naiveDrift } from '../support/naive-drift.ts';
import { genericOverlaps, overlapsOf, teacherSpan } from '../support/overlaps.ts';

const students: ActivationName[] = ['erf', 'linear', 'quadratic', 'hermite2', 'relu'];
const pairs = students.flatMap((student) =>
  ([...students, 'sign'] as TeacherActivationName[]).map((teacher) => [student, teacher] as const),
);
const rates = { gradient: 0.7, variance: 0.4, secondLayer: 1.3, weightDecay: 0.2 };

function network(activation: ActivationName, teacherActivation: TeacherActivationName, p: number, k: number) {
  const stream = RandomStream.fromKey(`activations/${p}/${k}`);
  const normals = (count: number) => Float64Array.from({ length: count }, () => stream.normal());
  return { activation, teacherActivation, studentSecondLayer: normals(p), teacherSecondLayer: normals(k) };
}

/** Kernel and sums take the same averages, right to 1e-13 of terms of order ten at most, and add some hundred of them. */
const ROUND_OFF = 1e-12;
/** Six-point differences over steps of 2e-3 leave 1e-12 of the terms, and their own h⁶ near a half plane's edge. */
const DIFFERENCES = 1e-9;

describe.each(pairs)('the right-hand side of a %s student and a %s teacher', (student, teacher) => {
  it.each([
    [1, 1],
    [2, 2],
    [3, 1],
    [4, 3],
  ])('equals nested sums over scalar averages (p = %i, k = %i)', (p, k) => {
    const options = network(student, teacher, p, k);
    const overlaps = genericOverlaps(p, k, `activations/${p}/${k}`);
    const [ours, naive] = [drift(overlaps, rates, 0.3, options), naiveDrift(overlaps, rates, 0.3, options)];
    const largest = Math.max(1, ...naive.dQ.map(Math.abs));
    expect(difference(ours, naive)).toBeLessThan(ROUND_OFF * largest);
  });

  it('is the exact mean of a step, mini-batches and weight decay included', () => {
    const options = network(student, teacher, 3, 2);
    const overlaps = genericOverlaps(3, 2, 'exact activations');
    const model = scaling({
      kappa: 0,
      delta: 0.25,
      widthPrefactor: 3,
      learningRatePrefactor: 3,
      inputDimension: 40,
    });
    const exact = weights(model, 'exact', { batchSize: 3, weightDecay: 0.5, secondLayerRate: 0.8 });
    const [ours, naive] = [drift(overlaps, exact, 0.3, options), naiveDrift(overlaps, exact, 0.3, options)];
    const largest = Math.max(1, ...naive.dQ.map(Math.abs));
    expect(difference(ours, naive)).toBeLessThan(DIFFERENCES * largest);
  });

  it('exists for students within the span of the teacher, and for equal ones', () => {
    const options = network(student, teacher, 3, 2);
    const row = [0.6, 0.8];
    const equal = overlapsOf(
      [row, row, [1, 0]],
      [
        [1, 0],
        [0, 1],
      ],
    );
    for (const overlaps of [teacherSpan(3, 2, 'span'), equal]) {
      const { dQ, dM, da } = drift(overlaps, rates, 0.3, options);
      for (const entry of [...dQ, ...dM, ...(da ?? [])]) expect(entry).toSatisfy(Number.isFinite);
      expect(dQ[1]).toBe(dQ[3]);
    }
  });
});

describe('equal students', () => {
  it.each(students)('of %s stay equal', (activation) => {
    const row = [0.3, -0.4, 0.2];
    const overlaps = overlapsOf([row, row], [[1, 0, 0], [0, 0.5, 0.5]]); // prettier-ignore
    const { dQ, dM } = drift(overlaps, { gradient: 1, variance: 0.5 }, 0.1, { activation });
    expect(Math.abs(dQ[0] - dQ[3])).toBeLessThan(1e-13);
    // Of the noise of one step they have one share in common.
    expect(Math.abs(dQ[0] - dQ[1])).toBeLessThan(1e-7);
    expect(Math.abs(dM[0] - dM[2])).toBeLessThan(1e-13);
  });
});

describe('a perfect student of labels without noise', () => {
  it.each(students)('of %s does not move', (activation) => {
    const rows = [[1, 0.2], [-0.3, 0.8]]; // prettier-ignore
    const overlaps = overlapsOf(rows, rows);
    const state = packState(overlaps);
    const derivative = new Float64Array(state.length);
    rightHandSide({ ...overlaps, noise: 0, activation }, { gradient: 1, variance: 1 })(state, derivative);
    for (const entry of derivative) expect(Math.abs(entry)).toBeLessThan(1e-12);
  });
});
