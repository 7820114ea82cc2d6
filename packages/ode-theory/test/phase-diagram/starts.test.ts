import { assertPositiveSemidefinite, InvalidArgumentError } from '@crossover/math-core';
import { describe, expect, it } from 'vitest';
import { drawStart } from '../../src/phase-diagram/starts.ts';

describe('drawn starts', () => {
  it('in the teachers’ span have Q⁰ = M⁰ M⁰ᵀ with rows of length 1, and do not know d', () => {
    const { Q, M } = drawStart('teacher-span', 3, 2, 50, 'a');
    for (let i = 0; i < 3; i++) {
      for (let j = 0; j < 3; j++) {
        expect(Q[i * 3 + j]).toBeCloseTo(M[2 * i] * M[2 * j] + M[2 * i + 1] * M[2 * j + 1], 14);
      }
      expect(Q[i * 4]).toBeCloseTo(1, 14);
    }
    expect(drawStart('teacher-span', 3, 2, 1e6, 'a').M).toEqual(M);
  });

  // d M_ir² of a unit vector has the mean 1 and a variance below 2; 2000 draws of 6 entries, which are uncorrelated in
  // squares up to −2/d: the mean is normal with a standard deviation below √(2/12000) = 0.0129. Likewise for 3 overlaps of
  // students: √(2/6000) = 0.0183. Five standard deviations: false alarms below 1e-6.
  it.each([7, 1000])('on the sphere have overlaps of order d^{−½} with the law of d = %i', (d) => {
    let [teachers, students] = [0, 0];
    for (let draw = 0; draw < 2000; draw++) {
      const { Q, M } = drawStart('sphere', 3, 2, d, `sphere/${draw}`);
      for (const overlap of M) teachers += (d * overlap * overlap) / 12_000;
      for (const x of [1, 2, 5]) students += (d * Q[x] * Q[x]) / 6000;
    }
    expect(Math.abs(teachers - 1)).toBeLessThan(5 * 0.0129);
    expect(Math.abs(students - 1)).toBeLessThan(5 * 0.0183);
  });

  it.each([
    [2, 2, 2],
    [5, 2, 3],
    [9, 4, 6],
    [4, 1, 1000],
  ])('are covariances with unit diagonals, in few dimensions too: p = %i, k = %i, d = %i', (p, k, d) => {
    for (const name of ['sphere', 'teacher-span'] as const) {
      const start = drawStart(name, p, k, d, 'b');
      assertPositiveSemidefinite(start);
      for (let i = 0; i < p; i++) expect(start.Q[i * (p + 1)]).toBeCloseTo(1, 14);
    }
  });

  it('are the same bits for the same key and refused where the teachers do not fit', () => {
    expect(drawStart('sphere', 3, 2, 9, 'c')).toEqual(drawStart('sphere', 3, 2, 9, 'c'));
    expect(drawStart('sphere', 3, 2, 9, 'c')).not.toEqual(drawStart('sphere', 3, 2, 9, 'd'));
    expect(() => drawStart('sphere', 3, 5, 4, 'c')).toThrow(InvalidArgumentError);
  });
});
