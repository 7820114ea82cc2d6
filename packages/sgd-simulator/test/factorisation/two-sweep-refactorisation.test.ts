import { RandomStream } from '@crossover/math-core';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { refactorise } from '../oracles/two-sweep-refactorisation.ts';
import { largestDifference, largestEntry, normals } from '../matrices.ts';

/** [B + c zᵀ, s c] [B + c zᵀ, s c]ᵀ, formed naively; B by columns. */
function updatedProduct(
  B: Float64Array,
  p: number,
  c: Float64Array,
  z: Float64Array,
  s: number,
): Float64Array {
  const entry = (i: number, j: number): number => (j === p ? s * c[i] : B[j * p + i] + c[i] * z[j]);
  return Float64Array.from({ length: p * p }, (_, index) => {
    const i = index % p;
    const i2 = Math.floor(index / p);
    let sum = 0;
    for (let j = 0; j <= p; j++) sum += entry(i, j) * entry(i2, j);
    return sum;
  });
}

it('equals the naive product, stays lower triangular and allows zero pivots, for every size from 1 to 9', () => {
  fc.assert(
    fc.property(
      fc.record({
        p: fc.integer({ min: 1, max: 9 }),
        seed: fc.integer(),
        zeroColumns: fc.array(fc.integer({ min: 0, max: 8 })),
        s: fc.oneof(fc.constant(0), fc.double({ min: 1e-3, max: 100, noNaN: true })),
        rate: fc.constantFrom(0, 1e-8, 0.01, 1, 100),
      }),
      ({ p, seed, zeroColumns, s, rate }) => {
        const stream = RandomStream.fromKey(`two sweeps/${seed}`);
        const B = normals(p * p, stream);
        for (let j = 0; j < p; j++) {
          B.fill(0, j * p, j * p + j);
          if (zeroColumns.includes(j)) B.fill(0, j * p, (j + 1) * p);
        }
        const c = normals(p, stream).map((entry) => rate * entry);
        const z = normals(p, stream);
        const expected = updatedProduct(B, p, c, z, s);
        refactorise(B, p, c, z, s, new Float64Array(p));
        const found = updatedProduct(B, p, c, new Float64Array(p), 0);
        expect(largestDifference(found, expected)).toBeLessThan(
          1e-14 * Math.max(1e-300, largestEntry(expected)),
        );
        for (let j = 0; j < p; j++) {
          for (let i = 0; i < j; i++) expect(B[j * p + i]).toBe(0);
        }
      },
    ),
    { seed: 3, numRuns: 500 },
  );
});

it('leaves B Bᵀ as it is when nothing changes', () => {
  const B = Float64Array.from([2, 1, 0, 3]);
  refactorise(B, 2, new Float64Array(2), Float64Array.from([0.4, -1.2]), 3, new Float64Array(2));
  expect(B[0] * B[0]).toBeCloseTo(4, 14);
  expect(B[0] * B[1]).toBeCloseTo(2, 14);
  expect(B[1] * B[1] + B[3] * B[3]).toBeCloseTo(10, 14);
});
