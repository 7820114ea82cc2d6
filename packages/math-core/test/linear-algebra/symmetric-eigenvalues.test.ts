import { describe, expect, it } from 'vitest';
import { InvalidArgumentError, RandomStream, symmetricEigenvalues } from '../../src/index.ts';
import { orthogonalMatrix } from './matrices.ts';

describe('symmetricEigenvalues', () => {
  it('knows the second-difference matrix, 2 − 2 cos(π m/(n+1))', () => {
    for (const n of [1, 2, 3, 7, 16, 31]) {
      const A = new Float64Array(n * n);
      for (let i = 0; i < n; i++) {
        A[i * n + i] = 2;
        if (i > 0) A[i * n + i - 1] = -1;
        if (i + 1 < n) A[i * n + i + 1] = -1;
      }
      symmetricEigenvalues(A, n).forEach((value, index) => {
        expect(Math.abs(value - (2 - 2 * Math.cos((Math.PI * (index + 1)) / (n + 1))))).toBeLessThan(2e-14);
      });
    }
  });

  it('recovers a prescribed spectrum, degenerate and of either sign, to the scale of the largest', () => {
    const spectrum = [-3, -1e-9, 0, 0, 1e-9, 1, 1, 1, 1e3];
    const n = spectrum.length;
    const U = orthogonalMatrix(RandomStream.fromKey('prescribed spectrum'), n);
    const A = new Float64Array(n * n);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        for (let m = 0; m < n; m++) A[i * n + j] += U[m * n + i] * spectrum[m] * U[m * n + j];
      }
    }
    symmetricEigenvalues(A, n).forEach((value, index) => {
      expect(Math.abs(value - spectrum[index])).toBeLessThan(2e-12);
    });
  });

  it('sorts as numbers, leaves its argument alone, and accepts the empty matrix', () => {
    const A = Float64Array.of(10, 0, 0, 9);
    expect(Array.from(symmetricEigenvalues(A, 2))).toEqual([9, 10]);
    expect(Array.from(A)).toEqual([10, 0, 0, 9]);
    expect(symmetricEigenvalues(new Float64Array(0), 0)).toHaveLength(0);
  });

  it('refuses entries that are not finite', () => {
    expect(() => symmetricEigenvalues(Float64Array.of(1, NaN, NaN, 1), 2)).toThrow(InvalidArgumentError);
  });
});
