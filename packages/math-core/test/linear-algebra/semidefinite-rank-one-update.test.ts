import fc from 'fast-check';
import { expect, it } from 'vitest';
import { choleskyFactor, RandomStream, semidefiniteRankOneUpdate } from '../../src/index.ts';
import { gaussianMatrix, gramMatrix, isLowerTriangular, scaledDistance } from './matrices.ts';

function plusOuterProduct(A: Float64Array, n: number, v: Float64Array): Float64Array {
  return A.map((entry, index) => entry + v[Math.floor(index / n)] * v[index % n]);
}

it('gives a lower triangular factor of B Bᵀ + v vᵀ, whatever the rank of B', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 10 }),
      fc.integer({ min: 0, max: 10 }),
      fc.nat(),
      (n, rank, seed) => {
        const stream = RandomStream.fromKey(`update ${seed}`);
        const A = gramMatrix(gaussianMatrix(stream, n, rank), n, rank);
        const B = choleskyFactor(A, n);
        const v = gaussianMatrix(stream, n, 1).map((entry, i) => ((seed >> i) & 1 ? 0 : entry));
        const expected = plusOuterProduct(A, n, v);
        semidefiniteRankOneUpdate(B, n, v);
        expect(isLowerTriangular(B, n)).toBe(true);
        expect(scaledDistance(gramMatrix(B, n, n), expected, n)).toBeLessThan(2e-14);
      },
    ),
    { numRuns: 300 },
  );
});

it('stays a factor over many updates from nothing', () => {
  const n = 6;
  const stream = RandomStream.fromKey('many updates');
  const B = new Float64Array(n * n);
  let A = new Float64Array(n * n);
  for (let update = 0; update < 2000; update++) {
    const v = gaussianMatrix(stream, n, 1);
    A = plusOuterProduct(A, n, v) as Float64Array<ArrayBuffer>;
    semidefiniteRankOneUpdate(B, n, v);
  }
  expect(scaledDistance(gramMatrix(B, n, n), A, n)).toBeLessThan(1e-13);
});

it('changes nothing for v = 0, and takes v as the factor when B = 0', () => {
  const B = Float64Array.of(2, 0, 1, 0);
  semidefiniteRankOneUpdate(B, 2, new Float64Array(2));
  expect(Array.from(B)).toEqual([2, 0, 1, 0]);
  const empty = new Float64Array(4);
  semidefiniteRankOneUpdate(empty, 2, Float64Array.of(-3, 4));
  expect(Array.from(empty)).toEqual([3, 0, -4, 0]);
});

it.each([1e-200, 1e200])('neither overflows nor underflows at the scale %d', (scale) => {
  const B = Float64Array.of(3 * scale, 0, 0, scale);
  semidefiniteRankOneUpdate(B, 2, Float64Array.of(4 * scale, 0));
  expect(B[0] / scale).toBeCloseTo(5, 14);
  expect(B[3] / scale).toBeCloseTo(1, 14);
});
