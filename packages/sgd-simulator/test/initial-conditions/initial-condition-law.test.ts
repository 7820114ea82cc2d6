import { RandomStream, RunningMoments, type OrderParameters } from '@crossover/math-core';
import { drawInitialCondition, type InitialCondition } from '../../src/index.ts';
import { describe, expect, it } from 'vitest';
import { compareWithTheory, CRITERION, largestDeviation, MOST_COMPARISONS } from '../law/comparison.ts';

/**
 * Moments of the drawn overlaps against closed forms, for d below, at and above the number of rows. Criterion:
 * 5.5 standard errors, false-alarm rate below 1e-4 in all: of the 2000 comparisons that this allows some 130 are
 * made, which leaves room for the skewness of the fourth powers (their tails are heavier than normal by up to 50 here).
 */
const DRAWS = 20_000;

/** Overlaps of three different rows: two students and a teacher; and the cycle of all three. */
const observables: Record<string, (overlaps: OrderParameters) => number> = {
  'student self-overlap': ({ Q }) => Q[0],
  'student self-overlap squared': ({ Q }) => Q[8] ** 2,
  'teacher self-overlap squared': ({ P }) => P[3] ** 2,
  'student–student overlap': ({ Q }) => Q[1],
  'student–student overlap squared': ({ Q }) => Q[5] ** 2,
  'student–teacher overlap squared': ({ M }) => M[3] ** 2,
  'student–teacher overlap to the fourth': ({ M }) => M[4] ** 4,
  'teacher–teacher overlap squared': ({ P }) => P[1] ** 2,
  cycle: ({ Q, M }) => Q[1] * M[0] * M[2],
};

/** Rows uniform on a sphere: the overlap of two of them has E[ρ²] = 1/d, E[ρ⁴] = 3/(d(d+2)), a cycle has 1/d². */
const onTheSphere = (d: number): number[] => [1, 1, 1, 0, 1 / d, 1 / d, 3 / (d * (d + 2)), 1 / d, 1 / d ** 2];

/** Rows N(0, s²): moments of a Wishart matrix over d, times powers of s². */
const gaussian = (d: number, s: number): number[] => {
  const square = s ** 4 * (1 + 2 / d);
  return [
    s ** 2,
    square,
    square,
    0,
    s ** 4 / d,
    s ** 4 / d,
    (s ** 8 * 3 * (d + 2)) / d ** 3,
    s ** 4 / d,
    s ** 6 / d ** 2,
  ];
};

const cases: [InitialCondition, number, number[]][] = [1, 2, 3, 5, 6, 100, 1_000_000].flatMap(
  (d): [InitialCondition, number, number[]][] => [
    [{ kind: 'sphere' }, d, onTheSphere(d)],
    [{ kind: 'gaussian', standardDeviation: 0.7 }, d, gaussian(d, 0.7)],
  ],
);

describe('the law of the initial overlaps of 3 students and 2 teachers', () => {
  expect(cases.length * Object.keys(observables).length).toBeLessThan(MOST_COMPARISONS);

  it.each(cases)('%o in %i dimensions', (initial, inputDimension, expected) => {
    const stream = RandomStream.fromKey(`law of ${initial.kind} in ${inputDimension}`);
    const entries = Object.entries(observables);
    const moments = entries.map(() => new RunningMoments());
    for (let draw = 0; draw < DRAWS; draw++) {
      const overlaps = drawInitialCondition(
        initial,
        { studentWidth: 3, teacherWidth: 2, inputDimension },
        stream,
      );
      entries.forEach(([, value], index) => moments[index].push(value(overlaps)));
    }
    const deviations = entries
      .map(([name], index) => ({ name, found: moments[index], value: expected[index] }))
      .filter(({ found, value }) => Math.abs(found.mean - value) > 1e-12 * Math.abs(value))
      .map(({ name, found, value }) => compareWithTheory(name, found, value));
    const { what, z } = largestDeviation(deviations);
    expect(z, what).toBeLessThan(CRITERION);
  });

  it('teacher-span: rows uniform on the unit sphere of R^k', () => {
    const stream = RandomStream.fromKey('law of teacher-span');
    const square = new RunningMoments();
    const fourth = new RunningMoments();
    const product = new RunningMoments();
    for (let draw = 0; draw < DRAWS; draw++) {
      const { M, Q } = drawInitialCondition(
        { kind: 'teacher-span' },
        { studentWidth: 2, teacherWidth: 4 },
        stream,
      );
      square.push(M[1] ** 2);
      fourth.push(M[6] ** 4);
      product.push(Q[1] ** 2);
    }
    const { what, z } = largestDeviation([
      compareWithTheory('M²', square, 1 / 4),
      compareWithTheory('M⁴', fourth, 3 / 24),
      compareWithTheory('Q²', product, 1 / 4),
    ]);
    expect(z, what).toBeLessThan(CRITERION);
  });
});
