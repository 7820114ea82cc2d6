import {
  jointCovariance,
  NotPositiveSemidefiniteError,
  RandomStream,
  symmetricEigenvalues,
} from '@crossover/math-core';
import { describe, expect, it } from 'vitest';
import { drawInitialCondition, InvalidInitialConditionError, overlapsOfWeights } from '../../src/index.ts';
import { largestDifference } from '../matrices.ts';

const P = [
  [1, 0.4],
  [0.4, 2],
];
const flatP = Float64Array.from(P.flat());
const draws = 20_000;
/** A standard score beyond 5 has probability 6e-7; some thirty scores are taken below. */
const BOUND = 5;

/** Mean and standard error of a function of the overlaps over many draws of one start. */
function scoreOf(
  initial: Parameters<typeof drawInitialCondition>[0],
  inputDimension: number,
  observe: (overlaps: ReturnType<typeof drawInitialCondition>) => number,
  expected: number,
): number {
  const stream = RandomStream.fromKey(`given teacher/${initial.kind}/${inputDimension}`);
  const sizes = { studentWidth: 3, teacherWidth: 2, inputDimension };
  let sum = 0;
  let squares = 0;
  for (let draw = 0; draw < draws; draw++) {
    const value = observe(drawInitialCondition(initial, sizes, stream));
    sum += value;
    squares += value * value;
  }
  const mean = sum / draws;
  return (mean - expected) / Math.sqrt((squares / draws - mean * mean) / draws);
}

describe.each([3, 5, 40, 1e7])('students beside a given teacher in d = %d', (d) => {
  it.each([
    ['sphere', { kind: 'sphere' as const, teacher: { P } }, 1],
    ['gaussian', { kind: 'gaussian' as const, standardDeviation: 1.5, teacher: { P } }, 2.25],
  ])('%s: overlaps have the moments of independent vectors', (_, initial, variance) => {
    const own = scoreOf(initial, d, ({ M }) => M[0] * M[0] * d, variance * P[0][0]);
    const mixed = scoreOf(initial, d, ({ M }) => M[2] * M[3] * d, variance * P[0][1]);
    const between = scoreOf(initial, d, ({ Q }) => Q[1] * Q[1] * d, variance * variance);
    const sign = scoreOf(initial, d, ({ Q }) => Q[5] * Math.sqrt(d), 0);
    for (const score of [own, mixed, between, sign]) expect(Math.abs(score)).toBeLessThan(BOUND);
  });
});

describe('a given teacher', () => {
  const sizes = { studentWidth: 4, teacherWidth: 2, inputDimension: 30 };
  const kinds = [
    { kind: 'teacher-span' as const },
    { kind: 'sphere' as const },
    { kind: 'gaussian' as const, standardDeviation: 1 },
    { kind: 'symmetric' as const, selfOverlap: 1, alignment: 0.1, perturbation: 0.01 },
  ];

  it.each(kinds)('keeps its overlaps, and Ω⁰ is a covariance: $kind', (initial) => {
    const overlaps = drawInitialCondition(
      { ...initial, teacher: { P } },
      sizes,
      RandomStream.fromKey('kept'),
    );
    expect(overlaps.P).toEqual(flatP);
    const eigenvalues = symmetricEigenvalues(jointCovariance(overlaps), 6);
    expect(eigenvalues[0]).toBeGreaterThan(-1e-14);
  });

  it('spans its students: M⁰ = A P, Q⁰ = A P Aᵀ with rows of A of length 1', () => {
    const { Q, M } = drawInitialCondition(
      { kind: 'teacher-span', teacher: { P } },
      sizes,
      RandomStream.fromKey('span'),
    );
    const determinant = P[0][0] * P[1][1] - P[0][1] * P[1][0];
    const inverse = [
      [P[1][1] / determinant, -P[0][1] / determinant],
      [-P[1][0] / determinant, P[0][0] / determinant],
    ];
    for (let i = 0; i < 4; i++) {
      const A = [0, 1].map((r) => M[2 * i] * inverse[0][r] + M[2 * i + 1] * inverse[1][r]);
      expect(Math.hypot(...A)).toBeCloseTo(1, 13);
      for (let j = 0; j < 4; j++) {
        expect(Q[4 * i + j]).toBeCloseTo(A[0] * M[2 * j] + A[1] * M[2 * j + 1], 13);
      }
    }
  });

  it('may be given by its weights', () => {
    const weights = [0, 1].map((r) => Array.from({ length: 30 }, (_, j) => Math.cos(j * (r + 1))));
    const fromWeights = drawInitialCondition(
      { kind: 'sphere', teacher: { weights } },
      sizes,
      RandomStream.fromKey('weights'),
    );
    const teachers = Float64Array.from(weights.flat());
    const { P: expected } = overlapsOfWeights({ students: teachers, teachers }, 30);
    expect(largestDifference(fromWeights.P, expected)).toBe(0);
  });

  it('may repeat itself', () => {
    const twice = [
      [1, 1],
      [1, 1],
    ];
    const { M } = drawInitialCondition(
      { kind: 'sphere', teacher: { P: twice } },
      sizes,
      RandomStream.fromKey('twice'),
    );
    for (let i = 0; i < 4; i++) expect(M[2 * i]).toBe(M[2 * i + 1]);
  });

  it('is refused when it is none', () => {
    const draw = (teacher: { P: number[][] } | { weights: number[][] }, inputDimension = 30) =>
      drawInitialCondition(
        { kind: 'sphere', teacher },
        { ...sizes, inputDimension },
        RandomStream.fromKey('refused'),
      );
    expect(() => draw({ P: [[1, 2], [2, 1]] })).toThrow(NotPositiveSemidefiniteError); // prettier-ignore
    expect(() => draw({ P: [[1]] })).toThrow(InvalidInitialConditionError);
    expect(() => draw({ weights: [[1, 2]] })).toThrow(InvalidInitialConditionError);
    expect(() => draw({ P }, 1)).toThrow(/spans 2 dimensions/);
  });
});
