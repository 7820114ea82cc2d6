import { NotPositiveSemidefiniteError, RandomStream } from '@crossover/math-core';
import {
  drawInitialCondition,
  InvalidInitialConditionError,
  InvalidModelError,
  type InitialCondition,
} from '../../src/index.ts';
import { describe, expect, it } from 'vitest';
import { largestDifference, spectrum, timesTranspose } from '../matrices.ts';
import { referenceInitialConditions } from '../fixtures/reference-initial-conditions.ts';

const stream = (): RandomStream => RandomStream.fromKey('initial conditions');
const identity = (size: number): Float64Array =>
  Float64Array.from({ length: size * size }, (_, index) => (index % (size + 1) === 0 ? 1 : 0));

describe('teacher-span', () => {
  const sizes = { studentWidth: 8, teacherWidth: 4 };

  it('has P = I, unit students inside the span of the teachers', () => {
    const { Q, M, P } = drawInitialCondition({ kind: 'teacher-span' }, sizes, stream());
    expect(P).toEqual(identity(4));
    expect(largestDifference(Q, timesTranspose(M, M, 8, 8, 4))).toBe(0);
    for (let i = 0; i < 8; i++) expect(Q[i * 8 + i]).toBeCloseTo(1, 15);
  });

  it('is the same for every input dimension', () => {
    const without = drawInitialCondition({ kind: 'teacher-span' }, sizes, stream());
    for (const inputDimension of [12, 1000, 1e6]) {
      expect(drawInitialCondition({ kind: 'teacher-span' }, { ...sizes, inputDimension }, stream())).toEqual(
        without,
      );
    }
  });

  it('gives a wider student the rows of the narrower one first', () => {
    const narrow = drawInitialCondition({ kind: 'teacher-span' }, { ...sizes, studentWidth: 3 }, stream());
    const wide = drawInitialCondition({ kind: 'teacher-span' }, sizes, stream());
    expect(wide.M.subarray(0, narrow.M.length)).toEqual(narrow.M);
  });

  it('reduces to M = ±1 for a single teacher', () => {
    const { M } = drawInitialCondition(
      { kind: 'teacher-span' },
      { studentWidth: 5, teacherWidth: 1 },
      stream(),
    );
    for (const m of M) expect(Math.abs(m)).toBe(1);
  });
});

describe('sphere and gaussian', () => {
  const kinds: InitialCondition[] = [{ kind: 'sphere' }, { kind: 'gaussian', standardDeviation: 0.5 }];

  it.each(kinds)('$kind has the rank that vectors in d dimensions have', (initial) => {
    for (const inputDimension of [1, 2, 3, 6, 7, 50]) {
      const overlaps = drawInitialCondition(
        initial,
        { studentWidth: 4, teacherWidth: 2, inputDimension },
        stream(),
      );
      const { smallest, largest } = spectrum(overlaps);
      if (inputDimension < 6) expect(Math.abs(smallest)).toBeLessThan(1e-14 * largest);
      else expect(smallest).toBeGreaterThan(1e-6 * largest);
    }
  });

  it('sphere has self-overlaps of exactly 1', () => {
    for (const inputDimension of [1, 3, 1000]) {
      const { Q, P } = drawInitialCondition(
        { kind: 'sphere' },
        { studentWidth: 5, teacherWidth: 3, inputDimension },
        stream(),
      );
      for (let i = 0; i < 5; i++) expect(Q[i * 6]).toBe(1);
      for (let r = 0; r < 3; r++) expect(P[r * 4]).toBe(1);
    }
  });

  it.each(kinds)('$kind keeps its teachers when the student is widened', (initial) => {
    const sizes = { teacherWidth: 3, inputDimension: 20 };
    const narrow = drawInitialCondition(initial, { ...sizes, studentWidth: 1 }, stream());
    const wide = drawInitialCondition(initial, { ...sizes, studentWidth: 9 }, stream());
    expect(wide.P).toEqual(narrow.P);
  });

  it.each(kinds)('$kind refuses to guess an input dimension', (initial) => {
    expect(() => drawInitialCondition(initial, { studentWidth: 2, teacherWidth: 1 }, stream())).toThrow(
      InvalidInitialConditionError,
    );
  });

  it('gaussian refuses a standard deviation that is none', () => {
    for (const standardDeviation of [0, -1, NaN, Infinity]) {
      expect(() =>
        drawInitialCondition(
          { kind: 'gaussian', standardDeviation },
          { studentWidth: 2, teacherWidth: 1, inputDimension: 10 },
          stream(),
        ),
      ).toThrow(/standardDeviation of the initial condition 'gaussian' is .*finite number > 0/);
    }
  });
});

describe('symmetric', () => {
  const sizes = { studentWidth: 3, teacherWidth: 2 };

  it('perturbs a constant alignment by at most ε, with Q⁰ = q I and P = I', () => {
    const { Q, M, P } = drawInitialCondition(
      { kind: 'symmetric', selfOverlap: 0.5, alignment: 0.1, perturbation: 1e-3 },
      sizes,
      stream(),
    );
    expect(P).toEqual(identity(2));
    expect(Q).toEqual(identity(3).map((entry) => 0.5 * entry));
    expect(largestDifference(M, new Float64Array(6).fill(0.1))).toBeLessThanOrEqual(1e-3);
    expect(new Set(M).size).toBe(6);
  });

  it('refuses an alignment that no weights have, and parameters that are not numbers', () => {
    const draw = (selfOverlap: number, alignment: number, perturbation: number): unknown =>
      drawInitialCondition({ kind: 'symmetric', selfOverlap, alignment, perturbation }, sizes, stream());
    // The smallest eigenvalue of [[0.5 I, 0.4·1], [0.4·1ᵀ, I]] is 0.75 − √(0.25² + 6·0.4²).
    expect(() => draw(0.5, 0.4, 0)).toThrow(NotPositiveSemidefiniteError);
    expect(() => draw(0.5, 0.4, 0)).toThrow('smallest eigenvalue is -0.2611874');
    expect(() => draw(0, 0, 0)).toThrow(InvalidInitialConditionError);
    expect(() => draw(1, NaN, 0)).toThrow(/alignment .* is NaN/);
    expect(() => draw(1, 0, Infinity)).toThrow(/perturbation .* is Infinity/);
  });
});

describe('explicit', () => {
  it.each(Object.entries(referenceInitialConditions))(
    'takes the reference case %s as written, although round-off makes some indefinite by 3e-16',
    (_, { Q, M, P }) => {
      const sizes = { studentWidth: Q.length, teacherWidth: P.length };
      const overlaps = drawInitialCondition({ kind: 'explicit', Q, M, P }, sizes, stream());
      expect(Array.from(overlaps.M)).toEqual(M.flat());
      expect(Array.from(overlaps.P)).toEqual(P.flat());
      expect(largestDifference(overlaps.Q, Q.flat())).toBeLessThan(1e-15);
    },
  );

  it('refuses overlaps that no weights have, with the offending eigenvalue', () => {
    const initial: InitialCondition = { kind: 'explicit', Q: [[1]], M: [[1.5]], P: [[1]] };
    const draw = (): unknown => drawInitialCondition(initial, { studentWidth: 1, teacherWidth: 1 }, stream());
    expect(draw).toThrow(NotPositiveSemidefiniteError);
    expect(draw).toThrow(/smallest eigenvalue is -0\.(5|49999999)/);
  });

  it.each<[string, number[][], number[][], number[][], RegExp]>([
    ['a missing row', [[1]], [[0], [0]], [[1]], /Q .* must be 2 × 2.*found 1 rows/],
    ['a short row', [[1, 0], [0]], [[0], [0]], [[1]], /Q .* must be 2 × 2.*found 1 numbers in row 1/],
    [
      'a NaN',
      [
        [1, 0],
        [0, 1],
      ],
      [[0], [NaN]],
      [[1]],
      /M .* must be 2 × 1.*found NaN at \(1, 0\)/,
    ],
    [
      'an asymmetric Q',
      [
        [1, 0.2],
        [0.3, 1],
      ],
      [[0], [0]],
      [[1]],
      /Q is not symmetric: entry \(1, 0\) is 0.3/,
    ],
  ])('refuses %s and says where', (_, Q, M, P, message) => {
    const sizes = { studentWidth: 2, teacherWidth: 1 };
    expect(() => drawInitialCondition({ kind: 'explicit', Q, M, P }, sizes, stream())).toThrow(message);
  });
});

it('refuses sizes that are no sizes', () => {
  for (const size of [0, -1, 1.5, NaN, Infinity, 2 ** 53]) {
    for (const name of ['studentWidth', 'teacherWidth', 'inputDimension']) {
      const sizes = { studentWidth: 2, teacherWidth: 1, inputDimension: 10, [name]: size };
      expect(() => drawInitialCondition({ kind: 'teacher-span' }, sizes, stream())).toThrow(
        InvalidModelError,
      );
      expect(() => drawInitialCondition({ kind: 'teacher-span' }, sizes, stream())).toThrow(
        `${name} is ${size}; it must be an integer from 1`,
      );
    }
  }
});
