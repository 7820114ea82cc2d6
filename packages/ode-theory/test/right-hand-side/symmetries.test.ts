import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { difference, drift } from '../support/drift.ts';
import { overlapsOf, vectorsArbitrary } from '../support/overlaps.ts';

const weights = { gradient: 0.9, variance: 0.6 };
const noise = 0.2;

/** Rounding of sums in another order, on entries of size up to a few units. */
const ROUNDING = 1e-13;

function reordered<T>(items: readonly T[], keys: readonly number[]): { items: T[]; order: number[] } {
  const order = items.map((_, index) => index).sort((a, b) => keys[a] - keys[b] || a - b);
  return { items: order.map((index) => items[index]), order };
}

const keysArbitrary = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 4, maxLength: 4 });

describe('the right-hand side', () => {
  it('does not care how units are numbered', () => {
    fc.assert(
      fc.property(vectorsArbitrary, keysArbitrary, keysArbitrary, ({ students, teachers }, a, b) => {
        const [p, k] = [students.length, teachers.length];
        const s = reordered(students, a);
        const t = reordered(teachers, b);
        const original = drift(overlapsOf(students, teachers), weights, noise);
        const permuted = drift(overlapsOf(s.items, t.items), weights, noise);
        const expected = {
          dQ: Float64Array.from({ length: p * p }, (_, x) => {
            return original.dQ[s.order[Math.floor(x / p)] * p + s.order[x % p]];
          }),
          dM: Float64Array.from({ length: p * k }, (_, x) => {
            return original.dM[s.order[Math.floor(x / k)] * k + t.order[x % k]];
          }),
        };
        expect(difference(permuted, expected)).toBeLessThan(ROUNDING);
      }),
    );
  });

  it('does not care in which basis the weights are written', () => {
    fc.assert(
      fc.property(
        vectorsArbitrary,
        fc.double({ min: -1, max: 1, noNaN: true }),
        ({ students, teachers }, x) => {
          // A rotation by an angle of cosine x in the first two axes of one dimension more.
          const sine = Math.sqrt(1 - x * x);
          const rotated = (rows: number[][]) =>
            rows.map((row) => {
              const [first, second, ...rest] = [...row, 0];
              return [x * first - sine * second, sine * first + x * second, ...rest];
            });
          const original = drift(overlapsOf(students, teachers), weights, noise);
          const turned = drift(overlapsOf(rotated(students), rotated(teachers)), weights, noise);
          expect(difference(original, turned)).toBeLessThan(ROUNDING);
        },
      ),
    );
  });

  it('does not care for a common change of sign', () => {
    fc.assert(
      fc.property(vectorsArbitrary, ({ students, teachers }) => {
        const flipped = (rows: number[][]) => rows.map((row) => row.map((x) => -x));
        const original = drift(overlapsOf(students, teachers), weights, noise);
        const mirrored = drift(overlapsOf(flipped(students), flipped(teachers)), weights, noise);
        expect(difference(original, mirrored)).toBe(0);
      }),
    );
  });

  it('moves repeated students together, like one student of a narrower network', () => {
    fc.assert(
      fc.property(vectorsArbitrary, ({ students: [student], teachers }) => {
        const k = teachers.length;
        const one = drift(overlapsOf([student], teachers), weights, noise);
        const three = drift(overlapsOf([student, student, student], teachers), weights, noise);
        const expected = {
          dQ: new Float64Array(9).fill(one.dQ[0]),
          dM: Float64Array.from({ length: 3 * k }, (_, x) => one.dM[x % k]),
        };
        expect(difference(three, expected)).toBeLessThan(ROUNDING);
      }),
    );
  });

  it('sees repeated teachers as one', () => {
    fc.assert(
      fc.property(vectorsArbitrary, ({ students, teachers: [teacher] }) => {
        const p = students.length;
        const one = drift(overlapsOf(students, [teacher]), weights, noise);
        const two = drift(overlapsOf(students, [teacher, teacher]), weights, noise);
        const expected = {
          dQ: one.dQ,
          dM: Float64Array.from({ length: 2 * p }, (_, x) => one.dM[Math.floor(x / 2)]),
        };
        expect(difference(two, expected)).toBeLessThan(ROUNDING);
      }),
    );
  });

  it('is stationary where student and teacher are the same and nothing is noisy', () => {
    fc.assert(
      fc.property(vectorsArbitrary, ({ teachers }) => {
        const { dQ, dM } = drift(overlapsOf(teachers, teachers), weights, 0);
        for (const entry of [...dQ, ...dM]) expect(Math.abs(entry)).toBeLessThan(ROUNDING);
      }),
    );
  });

  it('only grows the student when nothing but noise acts: Φ_noise is positive semidefinite on the diagonal', () => {
    fc.assert(
      fc.property(vectorsArbitrary, ({ students, teachers }) => {
        const p = students.length;
        const { dQ } = drift(overlapsOf(students, teachers), { gradient: 0, variance: 1 }, 0.1);
        for (let i = 0; i < p; i++) expect(dQ[i * p + i]).toBeGreaterThan(0);
      }),
    );
  });
});
