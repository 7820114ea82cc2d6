import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wholeDecades } from '../src/axes/decades.ts';
import { logTicks } from '../src/axes/ticks.ts';
import { logPosition, logValue, timeRange, timeTicks } from '../src/axes/time-range.ts';
import { formatExponent, timeDefinition } from '../src/index.ts';

const fallback = { min: 1e-3, max: 1 };

describe('the risk axis', () => {
  it('holds whole decades around the values', () => {
    expect(wholeDecades([3e-5, 0.2], fallback)).toEqual({ min: 1e-5, max: 1 });
    expect(wholeDecades([1e-4, 0.1], fallback)).toEqual({ min: 1e-4, max: 0.1 });
    expect(wholeDecades([1e-4], fallback)).toEqual({ min: 1e-4, max: 1e-3 });
  });

  it('does not move for a value within its decades', () => {
    const before = wholeDecades([3e-5, 0.2], fallback);
    expect(wholeDecades([3e-5, 0.2, 1.1e-5, 0.9], fallback)).toEqual(before);
  });

  it('ignores what it cannot show, and has decades before there is anything', () => {
    expect(wholeDecades([0, -1, NaN, Infinity], fallback)).toEqual(fallback);
  });

  it('has a tick at every digit of every decade', () => {
    expect(logTicks({ min: 1e-2, max: 1 })).toEqual([
      0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.07, 0.08, 0.09, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1,
    ]);
  });
});

describe('the time axis', () => {
  it('sets 0 apart, left of the first time, within the axis', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-6, max: 1e3, noNaN: true }),
        fc.double({ min: 1.5, max: 1e9, noNaN: true }),
        (first, ratio) => {
          const range = timeRange(first, first * ratio);
          expect(range.domain.min).toBeLessThan(range.zero);
          expect(range.zero).toBeLessThan(range.gap);
          expect(range.gap).toBeLessThan(first);
          expect(range.domain.max).toBeGreaterThan(first * ratio);
        },
      ),
    );
  });

  it('has no tick between 0 and the first time, and none for 0 when it is out of view', () => {
    const range = timeRange(0.1, 1000);
    const ticks = timeTicks(range, range.domain);
    expect(ticks[0]).toBe(range.zero);
    expect(ticks[1]).toBe(0.1);
    expect(timeTicks(range, { min: 1, max: 10 })).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });

  it('inverts positions', () => {
    const domain = { min: 1e-3, max: 1e5 };
    for (const value of [1e-3, 0.02, 1, 777, 1e5]) {
      expect(logValue(logPosition(value, domain), domain)).toBeCloseTo(value, 9);
    }
  });

  it.each([
    ['perfect-learning', [0.5], '3/2'],
    ['perfect-learning', [0.25, 0.5], '1+ϑ'],
    ['plateau', [0], ''],
    ['bad-learning', [-0.375], '1/4'],
    ['bad-learning', [-0.1, -0.2], '1+2ϑ'],
  ] as const)('defines t = ν/d^… of %s at ϑ = %j with exponent "%s"', (regime, thetas, raised) => {
    expect(timeDefinition('regime', regime, thetas)).toEqual({ base: 't = ν/d', raised });
  });

  it('defines the other times without an exponent', () => {
    expect(timeDefinition('sweeps', 'plateau', [0])).toEqual({ base: 'ν/d', raised: '' });
    expect(timeDefinition('steps', 'plateau', [0])).toEqual({ base: 'ν', raised: '' });
    expect(timeDefinition('regime', 'no-ode', [-1])).toEqual({ base: 't = ν', raised: '' });
    expect(formatExponent(1.5)).toBe('3/2');
  });
});
