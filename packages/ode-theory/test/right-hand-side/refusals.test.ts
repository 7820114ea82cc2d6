import { GaussianAverageDomainError } from '@crossover/math-core';
import { describe, expect, it } from 'vitest';
import { packState, rightHandSide } from '../../src/index.ts';

const impossible = (Q: number[], M: number[], p = 1) => ({
  studentWidth: p,
  teacherWidth: 1,
  Q: Float64Array.from(Q),
  M: Float64Array.from(M),
  P: Float64Array.of(1),
});

describe('overlaps that are no covariance', () => {
  it.each([
    ['an arcsine argument beyond 1', impossible([1], [2.2])],
    ['a determinant that is not positive', impossible([1, 3, 3, 1], [0, 0], 2)],
    ['a determinant that is exactly 0', impossible([1, 2, 2, 1], [0, 0], 2)],
    ['a negative variance', impossible([-1.5], [0])],
    ['an entry that is no number', impossible([NaN], [0])],
  ])('are refused with the matrix, not clipped: %s', (_, overlaps) => {
    const state = packState(overlaps);
    const field = rightHandSide({ ...overlaps, noise: 0 }, { gradient: 1, variance: 1 });
    try {
      field(state, new Float64Array(state.length));
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(GaussianAverageDomainError);
      expect((error as GaussianAverageDomainError).matrix[0]).toBe(overlaps.Q[0]);
    }
  });
});
