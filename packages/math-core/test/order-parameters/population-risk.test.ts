import { describe, expect, it } from 'vitest';
import {
  choleskyFactor,
  erfActivation,
  GaussianAverageDomainError,
  jointCovariance,
  populationRisk,
  RandomStream,
  RunningMoments,
  type OrderParameters,
} from '../../src/index.ts';
import { STANDARD_SCORE_BOUND } from '../support/kolmogorov-smirnov.ts';
import { teacherSpan } from './overlaps.ts';

function symmetricOverlaps(K: number, Q: number, C: number, M: number): OrderParameters {
  const matrix = (diagonal: number, rest: number) =>
    Float64Array.from({ length: K * K }, (_, index) => (index % (K + 1) === 0 ? diagonal : rest));
  return { studentWidth: K, teacherWidth: K, Q: matrix(Q, C), M: matrix(M, M), P: matrix(1, 0) };
}

describe('populationRisk', () => {
  it.each([
    [2, 0.0116108403],
    [3, 0.0202965887],
    [4, 0.0283772639],
  ])('of the symmetric plateau of %d units is (1/π)[π/6 − K asin(1/2K)]/K', (K, unnormalised) => {
    // Saad & Solla's unnormalised committees have the risk ε = K² R.
    const q = 1 / (2 * K - 1);
    const risk = populationRisk(symmetricOverlaps(K, q, q, 1 / Math.sqrt(K * (2 * K - 1))));
    expect(risk).toBeCloseTo((Math.PI / 6 - K * Math.asin(1 / (2 * K))) / (Math.PI * K), 15);
    expect(K * K * risk).toBeCloseTo(unnormalised, 10);
  });

  it('is exactly 0 when student and teacher coincide', () => {
    for (const width of [1, 2, 3, 5, 7]) {
      const { P } = teacherSpan(RandomStream.fromKey('coincide'), 1, width);
      expect(populationRisk({ studentWidth: width, teacherWidth: width, Q: P, M: P, P })).toBe(0);
    }
  });

  it('is 0 to rounding when every teacher unit is copied p/k times', () => {
    const [p, k] = [60, 4];
    const M = Float64Array.from({ length: p * k }, (_, index) =>
      Math.floor(index / k) % k === index % k ? 1 : 0,
    );
    const Q = Float64Array.from({ length: p * p }, (_, index) =>
      Math.floor(index / p) % k === (index % p) % k ? 1 : 0,
    );
    const { P } = symmetricOverlaps(k, 0, 0, 0);
    expect(Math.abs(populationRisk({ studentWidth: p, teacherWidth: k, Q, M, P }))).toBeLessThan(2e-16);
  });

  it('of a student that is 0 is that of the teacher alone: ½ · 1/(3k) for orthonormal rows', () => {
    for (const k of [1, 2, 5])
      expect(populationRisk(symmetricOverlaps(k, 0, 0, 0))).toBeCloseTo(1 / (6 * k), 15);
  });

  it('does not depend on the order of the students', () => {
    const original = teacherSpan(RandomStream.fromKey('order'), 5, 3);
    const order = [3, 0, 4, 1, 2];
    const Q = Float64Array.from(
      { length: 25 },
      (_, i) => original.Q[order[Math.floor(i / 5)] * 5 + order[i % 5]],
    );
    const M = Float64Array.from({ length: 15 }, (_, i) => original.M[order[Math.floor(i / 3)] * 3 + (i % 3)]);
    expect(populationRisk({ ...original, Q, M })).toBeCloseTo(populationRisk(original), 15);
  });

  it('is the mean of ½ (f − f̂)² over Gaussian inputs', () => {
    // 200000 independent inputs; false alarm with probability 1e-6.
    const overlaps = teacherSpan(RandomStream.fromKey('average'), 3, 2);
    const n = 5;
    const L = choleskyFactor(jointCovariance(overlaps), n);
    const stream = RandomStream.fromKey('average, inputs');
    const halfSquares = new RunningMoments();
    for (let sample = 0; sample < 200_000; sample++) {
      const u = Array.from({ length: n }, () => stream.normal());
      const field = (a: number) => u.reduce((sum, component, m) => sum + L[a * n + m] * component, 0);
      const outputs = u.map((_, a) => erfActivation.value(field(a)));
      const error = (outputs[3] + outputs[4]) / 2 - (outputs[0] + outputs[1] + outputs[2]) / 3;
      halfSquares.push(0.5 * error * error);
    }
    const score = (halfSquares.mean - populationRisk(overlaps)) / halfSquares.standardError;
    expect(Math.abs(score)).toBeLessThan(STANDARD_SCORE_BOUND);
  });

  it('refuses impossible overlaps with their matrix', () => {
    expect(() => populationRisk(symmetricOverlaps(2, 1, 0, 3))).toThrow(GaussianAverageDomainError);
  });
});

it('refuses a network of unknown activations or of other widths', () => {
  const overlaps = {
    studentWidth: 1,
    teacherWidth: 1,
    Q: Float64Array.of(1),
    M: Float64Array.of(0),
    P: Float64Array.of(1),
  };
  const unknown = { activation: 'tanh' as 'erf' };
  expect(() => populationRisk(overlaps, unknown)).toThrow(/no activation "tanh"/);
  expect(() => populationRisk(overlaps, { studentSecondLayer: Float64Array.of(1, 2) })).toThrow(
    /2 numbers for 1/,
  );
});
