import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drift } from '../support/drift.ts';

/** p = k = 1, P = 1: the equations of Biehl & Schwarze, J. Phys. A 28, 643 (1995), written out by hand. */
function singleUnit(Q: number, M: number, g: number, noise: number): { dQ: number; dM: number } {
  const mixed = Math.sqrt(2 * (1 + Q) - M * M);
  const own = Math.sqrt(1 + 2 * Q);
  const dM = ((2 * g) / Math.PI / (1 + Q)) * ((1 + Q - M * M) / mixed - M / own);
  const gradient = ((4 * g) / Math.PI / (1 + Q)) * (M / mixed - Q / own);
  const residual = 1 + 2 * Q - M * M;
  const variance =
    Math.asin(Q / (1 + 3 * Q)) +
    Math.asin((1 + 2 * (Q - M * M)) / (2 * residual)) -
    2 * Math.asin(M / Math.sqrt(2 * residual * (1 + 3 * Q)));
  const scale = (2 * g * g) / Math.PI / own;
  return { dM, dQ: gradient + scale * ((2 / Math.PI) * variance + noise) };
}

describe('one student unit and one teacher unit', () => {
  it('follow the equations of the soft committee machine with K = M = 1', () => {
    const alignment = fc.double({ min: -1, max: 1, noNaN: true });
    const size = fc.double({ min: 0, max: 5, noNaN: true });
    fc.assert(
      fc.property(
        size,
        alignment,
        fc.double({ min: 0, max: 3, noNaN: true }),
        size,
        (Q, cosine, g, noise) => {
          const M = Math.sqrt(Q) * cosine;
          const overlaps = {
            studentWidth: 1,
            teacherWidth: 1,
            Q: Float64Array.of(Q),
            M: Float64Array.of(M),
            P: Float64Array.of(1),
          };
          const ours = drift(overlaps, { gradient: g, variance: g * g }, noise);
          const theirs = singleUnit(Q, M, g, noise);
          expect(Math.abs(ours.dM[0] - theirs.dM)).toBeLessThan(1e-14 * (1 + g));
          expect(Math.abs(ours.dQ[0] - theirs.dQ)).toBeLessThan(1e-13 * (1 + g * g));
        },
      ),
    );
  });
});
