import { NotPositiveSemidefiniteError, RandomStream, type OrderParameters } from '@crossover/math-core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jointFactor } from '../../src/factorisation/joint-factor.ts';
import { largestDifference, largestEntry, normals, overlapsOfWeights, timesTranspose } from '../matrices.ts';

/** Ω with the teachers first, as the factor orders it. */
function teachersFirst({ studentWidth: p, teacherWidth: k, Q, M, P }: OrderParameters): Float64Array {
  const n = p + k;
  return Float64Array.from({ length: n * n }, (_, index) => {
    const b = index % n;
    const a = (index - b) / n;
    if (a < k) return b < k ? P[a * k + b] : M[(b - k) * k + a];
    return b < k ? M[(a - k) * k + b] : Q[(a - k) * p + b - k];
  });
}

function expectFactor(overlaps: OrderParameters, rank: number, scale = 1): void {
  const n = overlaps.studentWidth + overlaps.teacherWidth;
  const found = jointFactor(overlaps);
  expect(found.rank).toBe(rank);
  const omega = teachersFirst(overlaps);
  const product = timesTranspose(found.factor, found.factor, n, n, rank);
  expect(largestDifference(product, omega)).toBeLessThan(4e-15 * n * scale * largestEntry(omega));
  for (let a = 0; a < n; a++) {
    if (a < rank) expect(found.factor[a * rank + a]).toBeGreaterThanOrEqual(0);
    for (let b = a + 1; b < rank; b++) expect(found.factor[a * rank + b]).toBe(0);
  }
}

const sizes = { p: fc.integer({ min: 1, max: 9 }), k: fc.integer({ min: 1, max: 5 }), seed: fc.integer() };

describe('joint factor of Ω, teachers first', () => {
  it('is lower trapezoidal, reproduces Ω and finds its rank for weights in any number of dimensions', () => {
    fc.assert(
      fc.property(fc.record({ ...sizes, d: fc.integer({ min: 1, max: 16 }) }), ({ p, k, d, seed }) => {
        const stream = RandomStream.fromKey(`weights/${seed}`);
        const overlaps = overlapsOfWeights(normals(p * d, stream), normals(k * d, stream), p, k);
        expectFactor(overlaps, Math.min(d, p + k));
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  it('takes repeated and vanishing teacher rows, and students inside the span of the teachers', () => {
    const d = 7;
    const stream = RandomStream.fromKey('degenerate teachers');
    const row = normals(d, stream);
    const other = normals(d, stream);
    const teachers = Float64Array.from([...row, ...row, ...new Float64Array(d), ...other]);
    const inSpan = row.map((entry, j) => 0.3 * entry - other[j]);
    const outside = normals(d, stream);
    const students = Float64Array.from([...inSpan, ...outside, ...new Float64Array(d), ...inSpan]);
    expectFactor(overlapsOfWeights(students, teachers, 4, 4), 3);
  });

  it('represents tiny weights beside large ones to the same relative accuracy', () => {
    const d = 9;
    const stream = RandomStream.fromKey('tiny students');
    const students = normals(3 * d, stream).map((w) => 1e-12 * w);
    const overlaps = overlapsOfWeights(students, normals(2 * d, stream), 3, 2);
    const { factor, rank } = jointFactor(overlaps);
    expect(rank).toBe(5);
    const Q = timesTranspose(factor.subarray(2 * rank), factor.subarray(2 * rank), 3, 3, rank);
    expect(largestDifference(Q, overlaps.Q)).toBeLessThan(1e-14 * largestEntry(overlaps.Q));
  });

  it('accepts an Ω that round-off made indefinite by 1e-11 and does not amplify the error', () => {
    const overlaps: OrderParameters = {
      studentWidth: 2,
      teacherWidth: 1,
      Q: Float64Array.from([1, 1 + 1e-11, 1 + 1e-11, 1]),
      M: Float64Array.from([0.5, 0.5 - 3e-11]),
      P: Float64Array.from([1]),
    };
    const { factor, rank } = jointFactor(overlaps);
    expect(
      largestDifference(timesTranspose(factor, factor, 3, 3, rank), teachersFirst(overlaps)),
    ).toBeLessThan(1e-10);
  });

  it('refuses every Ω with an eigenvalue below −1e-6 and names the eigenvalue', () => {
    fc.assert(
      fc.property(
        fc.record({ ...sizes, depth: fc.double({ min: 1e-6, max: 2, noNaN: true }) }),
        ({ p, k, seed, depth }) => {
          const n = p + k;
          // I − (1 + depth) e eᵀ with |e| = 1 has the eigenvalue −depth along e.
          const e = normals(n, RandomStream.fromKey(`direction/${seed}`));
          const norm = Math.sqrt(e.reduce((sum, entry) => sum + entry * entry, 0));
          const omega = (a: number, b: number): number =>
            (a === b ? 1 : 0) - ((1 + depth) * e[a] * e[b]) / (norm * norm);
          const block = (rows: number, columns: number, top: number, left: number): Float64Array =>
            Float64Array.from({ length: rows * columns }, (_, index) =>
              omega(top + Math.floor(index / columns), left + (index % columns)),
            );
          const indefinite: OrderParameters = {
            studentWidth: p,
            teacherWidth: k,
            Q: block(p, p, 0, 0),
            M: block(p, k, 0, p),
            P: block(k, k, p, p),
          };
          let refusal: unknown;
          try {
            jointFactor(indefinite);
          } catch (error) {
            refusal = error;
          }
          expect(refusal).toBeInstanceOf(NotPositiveSemidefiniteError);
          if (refusal instanceof NotPositiveSemidefiniteError) {
            expect(refusal.eigenvalue).toBeCloseTo(-depth, 10);
            expect(refusal.message).toContain(String(refusal.eigenvalue));
          }
        },
      ),
      { seed: 2, numRuns: 200 },
    );
  });
});
