import { describe, expect, it } from 'vitest';
import { packState, rightHandSide } from '../../src/index.ts';
import { plainRightHandSide } from '../oracles/right-hand-side.ts';
import { genericOverlaps, teacherSpan } from '../support/overlaps.ts';

/**
 * Largest difference between kernel and oracle in units of 2⁻⁵³ of the largest entry of the derivative: they add up the same
 * terms in another order, and take arcsines from different polynomials, each right to 1 ulp.
 */
const UNITS = 64;

describe('the kernel equals its plain oracle', () => {
  const sizes = Array.from({ length: 17 }, (_, index) => index + 1);

  it.each(sizes)('for p = %i and k from 1 to 5, each part alone and both', (p) => {
    for (let k = 1; k <= 5; k++) {
      for (const overlaps of [
        genericOverlaps(p, k, `kernel/${p}/${k}`),
        teacherSpan(p, k, `kernel/${p}/${k}`),
      ]) {
        for (const weights of [
          { gradient: 0.7, variance: 0.4 },
          { gradient: 1, variance: 0 },
          { gradient: 0, variance: 1 },
        ]) {
          const model = { ...overlaps, noise: 0.3 };
          const state = packState(overlaps);
          const found = new Float64Array(state.length);
          const expected = new Float64Array(state.length);
          rightHandSide(model, weights)(state, found);
          plainRightHandSide(model, weights)(state, expected);
          const largest = expected.reduce((most, entry) => Math.max(most, Math.abs(entry)), 0);
          const worst = found.reduce((most, entry, x) => Math.max(most, Math.abs(entry - expected[x])), 0);
          expect(worst).toBeLessThanOrEqual(UNITS * 2 ** -53 * largest);
        }
      }
    }
  });
});
