import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  choleskyFactor,
  InvalidArgumentError,
  NotPositiveSemidefiniteError,
  RandomStream,
} from '../../src/index.ts';
import { gaussianMatrix, gramMatrix, isLowerTriangular, scaledDistance } from './matrices.ts';

const zeroPivots = (L: Float64Array, n: number) =>
  Array.from({ length: n }, (_, i) => i).filter((i) => L[i * n + i] === 0);

describe('choleskyFactor of a positive definite matrix', () => {
  it('is the textbook factor', () => {
    const L = choleskyFactor(Float64Array.of(4, 12, -16, 12, 37, -43, -16, -43, 98), 3);
    expect(Array.from(L)).toEqual([2, 0, 0, 6, 1, 0, -8, 5, 3]);
  });

  it('reads the lower triangle only', () => {
    const L = choleskyFactor(Float64Array.of(4, 99, 2, 5), 2);
    expect(Array.from(L)).toEqual([2, 0, 1, 2]);
  });
});

describe('choleskyFactor of any semidefinite matrix', () => {
  it('multiplies back to the matrix, for every size, rank and scale', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 0, max: 14 }),
        fc.nat(),
        (n, rank, seed) => {
          const stream = RandomStream.fromKey(`semidefinite ${seed}`);
          const scale = (row: number) => 10 ** ((row * 7) % 9) * 1e-4;
          const A = gramMatrix(gaussianMatrix(stream, n, rank, scale), n, rank);
          const L = choleskyFactor(A, n);
          expect(isLowerTriangular(L, n)).toBe(true);
          expect(scaledDistance(gramMatrix(L, n, n), A, n)).toBeLessThan(1e-14 * n);
          expect(L.every((entry, index) => index % (n + 1) !== 0 || entry >= 0)).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('puts zero pivots, with zero columns, where rows repeat or combine', () => {
    const rows = [
      [1, 0, 0],
      [1, 0, 0],
      [0.6, 0.8, 0],
      [0.3, 0.4, 0],
      [0.5, 0.5, Math.SQRT1_2],
    ];
    const A = gramMatrix(rows.flat(), 5, 3);
    const L = choleskyFactor(A, 5);
    expect(zeroPivots(L, 5)).toEqual([1, 3]);
    for (const column of [1, 3]) for (let i = 0; i < 5; i++) expect(L[i * 5 + column]).toBe(0);
    expect(scaledDistance(gramMatrix(L, 5, 5), A, 5)).toBeLessThan(1e-15);
  });

  it('separates the teacher’s span from the rest when the teacher comes first', () => {
    // Students in the span of an orthonormal teacher: what lies outside has exactly no factor.
    const stream = RandomStream.fromKey('teacher span');
    const F = new Float64Array(12 * 4);
    for (let r = 0; r < 4; r++) F[r * 4 + r] = 1;
    F.set(gaussianMatrix(stream, 8, 4), 16);
    const L = choleskyFactor(gramMatrix(F, 12, 4), 12);
    expect(zeroPivots(L, 12)).toEqual([4, 5, 6, 7, 8, 9, 10, 11]);
    for (let i = 0; i < 12; i++) {
      for (let r = 0; r < 4; r++) expect(L[i * 12 + r]).toBeCloseTo(F[i * 4 + r], 14);
    }
  });

  it('keeps its backward error when pivots are near the threshold', () => {
    for (let exponent = -2; exponent > -20; exponent -= 0.25) {
      const small = 10 ** exponent;
      const A = gramMatrix([1, 0, 1, small, 1, -small, 0.5, 3 * small], 4, 2);
      expect(scaledDistance(gramMatrix(choleskyFactor(A, 4), 4, 4), A, 4)).toBeLessThan(4e-15);
    }
  });

  it('gives the zero matrix a zero factor, and an empty one an empty factor', () => {
    expect(Array.from(choleskyFactor(new Float64Array(9), 3))).toEqual(new Array(9).fill(0));
    expect(choleskyFactor(new Float64Array(0), 0)).toHaveLength(0);
  });

  it('treats the rounding noise of a difference as zero, given the diagonal before subtracting', () => {
    const noise = Float64Array.of(3e-17, -1e-17, -1e-17, -2e-17);
    expect(Array.from(choleskyFactor(noise, 2, { referenceDiagonal: [1, 1] }))).toEqual([0, 0, 0, 0]);
    expect(() => choleskyFactor(noise, 2)).toThrow(NotPositiveSemidefiniteError);
  });

  it('accepts overlaps typed with few digits when told so', () => {
    const typed = Float64Array.of(1, 1.0000000001, 1.0000000001, 1);
    expect(() => choleskyFactor(typed, 2)).toThrow(NotPositiveSemidefiniteError);
    const L = choleskyFactor(typed, 2, { tolerance: 1e-9 });
    expect(scaledDistance(gramMatrix(L, 2, 2), typed, 2)).toBeLessThan(1e-9);
  });
});

describe('choleskyFactor refuses', () => {
  it('an indefinite matrix, with the matrix and its eigenvalue', () => {
    const A = Float64Array.of(1, 2, 2, 1);
    try {
      choleskyFactor(A, 2);
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(NotPositiveSemidefiniteError);
      const refusal = error as NotPositiveSemidefiniteError;
      expect(refusal.eigenvalue).toBeCloseTo(-1, 14);
      expect(refusal.matrix).toEqual(A);
      expect(refusal.message).toContain('smallest eigenvalue is -');
      expect(refusal.message).toContain('[[1, 2], [2, 1]]');
    }
  });

  it.each([
    ['a negative diagonal entry', [-1]],
    ['a zero variance with a covariance', [0, 1e-8, 1e-8, 1]],
    ['a zero variance with a covariance below it', [1, 1e-8, 1e-8, 0]],
    ['an indefinite matrix behind a singular block', [1, 1, 0, 1, 1, 0.1, 0, 0.1, 1]],
  ])('%s', (_, entries) => {
    const n = Math.sqrt(entries.length);
    expect(() => choleskyFactor(Float64Array.from(entries), n)).toThrow(NotPositiveSemidefiniteError);
  });

  it('entries that are not finite, and sizes that do not fit', () => {
    expect(() => choleskyFactor(Float64Array.of(NaN), 1)).toThrow(InvalidArgumentError);
    expect(() => choleskyFactor(Float64Array.of(1, 0), 2)).toThrow('2 × 2');
    expect(() => choleskyFactor(Float64Array.of(1), 1.5)).toThrow('integer');
  });
});
