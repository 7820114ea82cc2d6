import { populationRisk } from '@crossover/math-core';
import { describe, expect, it } from 'vitest';
import { packState } from '../../src/index.ts';
import { riskSensitivity } from '../../src/right-hand-side/risk-sensitivity.ts';
import { genericOverlaps } from '../support/overlaps.ts';

describe('the sensitivity of the risk', () => {
  const sizes = [1, 2, 3, 5].flatMap((p) => [1, 2, 3].map((k) => [p, k] as const));

  it.each(sizes)('comes with the risk itself (p = %i, k = %i)', (p, k) => {
    const overlaps = genericOverlaps(p, k, 'sensitivity');
    const state = packState(overlaps);
    const value = riskSensitivity({ ...overlaps, noise: 0 })(state, new Float64Array(state.length));
    expect(Math.abs(value - populationRisk(overlaps))).toBeLessThan(1e-15);
  });

  it.each(sizes)('is its gradient by central differences (p = %i, k = %i)', (p, k) => {
    const overlaps = genericOverlaps(p, k, 'sensitivity');
    const risk = riskSensitivity({ ...overlaps, noise: 0 });
    const state = packState(overlaps);
    const gradient = new Float64Array(state.length);
    risk(state, gradient);
    const scratch = new Float64Array(state.length);
    const h = 1e-5;
    for (let x = 0; x < state.length; x++) {
      const moved = (by: number) => risk(state.with(x, state[x] + by), scratch);
      expect(Math.abs((moved(h) - moved(-h)) / (2 * h) - gradient[x])).toBeLessThan(1e-10);
    }
  });
});
