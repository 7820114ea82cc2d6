import { populationRisk } from '@crossover/math-core';
import { describe, expect, it } from 'vitest';
import { NoStationaryStateError, packState, solve, stationaryState } from '../../src/index.ts';
import { genericOverlaps, identityRows, overlapsOf, teacherSpan } from '../support/overlaps.ts';

describe('a stationary state near a guess', () => {
  it('is where the trajectory rests that gave the guess', () => {
    const initial = teacherSpan(2, 2, 'stationary-state');
    const weights = { gradient: 1, variance: 0.3 };
    const noise = 1e-3;
    const { orderParameters, risk } = solve({ initial, weights, noise, times: [150, 1500] });
    const found = stationaryState({ ...initial, noise }, weights, packState(orderParameters[0]));
    expect(found.risk).toBeCloseTo(risk[1], 11);
    expect(found.risk).toBeCloseTo(populationRisk(found.orderParameters), 16);
    expect(found.residual).toBeLessThan(1e-15);
    expect(found.smallestEigenvalue).toBeGreaterThan(0);
    expect(found.stability.verdict).toBe('stable');
    expect(found.secondLayer).toBeNull();
  });

  it('may be unstable: that is said, not refused', () => {
    // Both students equal and between the teachers: the symmetric plateau of gradient flow.
    const overlaps = overlapsOf(
      [
        [0.41, 0.41],
        [0.41, 0.41],
      ],
      identityRows(2),
    );
    const { risk, stability } = stationaryState(
      { ...overlaps, noise: 0 },
      { gradient: 1, variance: 0 },
      packState(overlaps),
    );
    expect(4 * risk).toBeCloseTo(0.0116108403, 10);
    expect(stability.verdict).toBe('unstable');
  });

  it('does not mind copies, whose exchange makes the Jacobian singular', () => {
    const rows = identityRows(2);
    const near = overlapsOf([...rows, ...rows], rows);
    const guess = packState(near).map((entry, x) => entry + 1e-4 * Math.cos(x));
    const { risk, residual } = stationaryState({ ...near, noise: 0 }, { gradient: 1, variance: 0 }, guess);
    expect(residual).toBeLessThan(1e-12);
    expect(Math.abs(risk)).toBeLessThan(1e-9);
  });

  it('may be a zero of the formulas that no network has: that is said', () => {
    // Label noise alone moves every unit for ever; beyond the cone, where variances are no variances, it cancels.
    const overlaps = genericOverlaps(2, 1, 'no-stationary-state');
    const { isCovariance, smallestEigenvalue } = stationaryState(
      { ...overlaps, noise: 1 },
      { gradient: 0, variance: 1 },
      packState(overlaps),
    );
    expect(isCovariance).toBe(false);
    expect(smallestEigenvalue).toBeLessThan(-0.1);
  });

  it('that does not exist is an error: where the search ends, the unit is infinite', () => {
    const overlaps = genericOverlaps(1, 1, 'no-stationary-state');
    try {
      stationaryState({ ...overlaps, noise: 1 }, { gradient: 1, variance: 10 }, packState(overlaps));
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(NoStationaryStateError);
      const { reached, largestNorm, message } = error as NoStationaryStateError;
      expect(largestNorm).toBeGreaterThan(1e4);
      expect(reached).toBeNull();
      expect(message).toMatch(/Units grow without bound/);
    }
  });
});
