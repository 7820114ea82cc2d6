import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { riskAtTime } from '../../src/figures/risk-at-time.ts';

describe('the risk between two output times', () => {
  it('lies on a power law through its neighbours', () => {
    const times = [0, 0.3, 2, 7, 40];
    fc.assert(
      fc.property(
        fc.double({ min: -3, max: 3, noNaN: true }),
        fc.double({ min: 0.31, max: 39, noNaN: true }),
        (exponent, time) => {
          const risks = times.map((t) => 0.2 * t ** exponent);
          expect(riskAtTime(times, risks, time)).toBeCloseTo(0.2 * time ** exponent, 9);
        },
      ),
    );
  });

  it('is linear where logarithms have no value', () => {
    expect(riskAtTime([0, 2], [1, 0.5], 0.5)).toBe(0.875);
    expect(riskAtTime([1, 2], [1, 0], 1.25)).toBe(0.75);
  });

  it('is the recorded one at an output time, also when it differs by rounding', () => {
    expect(riskAtTime([0, 0.3, 1], [3, 2, 1], 0.1 + 0.2)).toBe(2);
    expect(riskAtTime([0, 0.1 + 0.2, 1], [3, 2, 1], 0.3)).toBe(2);
    expect(riskAtTime([0, 1], [3, 2], 0)).toBe(3);
  });

  it('is unknown outside of the curve, and where the curve is', () => {
    expect(riskAtTime([1, 2], [1, 1], 0.5)).toBeNull();
    expect(riskAtTime([1, 2], [1, 1], 2.5)).toBeNull();
    expect(riskAtTime([1, 2], [1], 1.5)).toBeNull();
    expect(riskAtTime([1, 2], [1, NaN], 1.5)).toBeNull();
    expect(riskAtTime([], [], 1)).toBeNull();
  });
});
