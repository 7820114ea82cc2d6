import { RandomStream, studentTQuantile } from '@crossover/math-core';
import { describe, expect, it } from 'vitest';
import { lineFit, powerLawFit, type MeasuredPoint } from '../../src/index.ts';

const law = (x: number): number => 3 * x ** -0.75;
const dimensions = [100, 300, 1000, 3000, 10000];

/** Points of the law, off by normal errors of which the fit is told `told` times the true size (null: nothing). */
function noisy(stream: RandomStream, error: number, told: number | null): MeasuredPoint[] {
  return dimensions.map((x) => ({
    x,
    y: law(x) * Math.exp(error * stream.normal()),
    standardError: told === null ? null : told * error * law(x),
  }));
}

/** Share of 2000 samples whose interval holds the true exponent. */
function coverage(key: string, told: number | null): number {
  const stream = RandomStream.fromKey(key);
  let held = 0;
  for (let sample = 0; sample < 2000; sample++) {
    const { interval } = powerLawFit(noisy(stream, 0.05, told))!;
    if (interval[0] <= -0.75 && -0.75 <= interval[1]) held += 1;
  }
  return held / 2000;
}

describe('a fitted power law', () => {
  it('is found exactly, with the range and the number of points that entered', () => {
    const points = dimensions.map((x) => ({ x, y: law(x), standardError: 0.1 * law(x) }));
    const left = [
      { x: 1e6, y: 0, standardError: 1 },
      { x: 1e6, y: -1, standardError: 1 },
      { x: 0, y: 1, standardError: 1 },
      { x: 1, y: NaN, standardError: 1 },
    ];
    const fit = powerLawFit([...points, ...left])!;
    expect(fit.exponent).toBeCloseTo(-0.75, 12);
    expect(fit.prefactor).toBeCloseTo(3, 11);
    expect(fit).toMatchObject({ range: [100, 10000], points: 5 });
    expect(fit.residualStandardDeviation).toBeLessThan(1e-10);
  });

  it('weights points by their errors, and never trusts them more than they agree', () => {
    // ln x = 0, 1, 2, 3 and equal relative errors s: the error of the slope is s/√5.
    const at = (y: readonly number[], s: number) =>
      powerLawFit(
        y.map((value, index) => ({
          x: Math.exp(index),
          y: Math.exp(value),
          standardError: s * Math.exp(value),
        })),
      )!;
    const agreeing = at([0, 0.01, -0.01, 0], 0.1);
    expect(agreeing.standardError).toBeCloseTo(0.1 / Math.sqrt(5), 12);
    const half = studentTQuantile(0.95, 2) * agreeing.standardError;
    expect(agreeing.interval[0]).toBeCloseTo(agreeing.exponent - half, 12);
    expect(agreeing.interval[1]).toBeCloseTo(agreeing.exponent + half, 12);
    const scattered = at([0, 1, -1, 0], 0.1);
    const unweighted = powerLawFit(
      [0, 1, -1, 0].map((value, index) => ({
        x: Math.exp(index),
        y: Math.exp(value),
        standardError: null,
      })),
    )!;
    expect(scattered.residualStandardDeviation).toBeGreaterThan(1);
    expect(scattered.exponent).toBeCloseTo(unweighted.exponent, 12);
    // Equal errors that are too small end at the error that the scatter alone gives.
    expect(scattered.standardError).toBeCloseTo(unweighted.standardError, 12);
    expect(scattered.method).toMatch(/exceed 9\.5 times/);
  });

  it('follows the points that are well known', () => {
    const points = dimensions.map((x) => ({ x, y: law(x), standardError: 1e-3 * law(x) }));
    const last = points[4];
    const fit = powerLawFit([...points.slice(0, 4), { ...last, y: 3 * last.y, standardError: 3 * last.y }])!;
    expect(Math.abs(fit.exponent + 0.75)).toBeLessThan(1e-3);
  });

  it('is none of fewer than three points, or of a single x', () => {
    const points = dimensions.map((x) => ({ x, y: law(x), standardError: null }));
    expect(powerLawFit(points.slice(0, 2))).toBeNull();
    expect(powerLawFit([])).toBeNull();
    expect(powerLawFit(points.map((point) => ({ ...point, x: 7 })))).toBeNull();
    expect(powerLawFit(points.slice(0, 3))).not.toBeNull();
  });

  /*
   * Intervals of 2000 samples each of five points with 5 % errors. All points alike: 95 %; bounds 93 % and 97 % are 4.1 binomial standard deviations
   * (0.49 %) away, false alarm 4 in 100 000. With equal relative errors, right or told too small, the slope is the same and its error
   * at least as large, since it is inflated where the residuals exceed it: 95 % or more.
   */
  it('has an interval that holds the truth in 95 of 100 cases', () => {
    const alike = coverage('alike', null);
    expect(alike).toBeGreaterThan(0.93);
    expect(alike).toBeLessThan(0.97);
    expect(coverage('right', 1)).toBeGreaterThan(0.93);
    expect(coverage('too small', 0.5)).toBeGreaterThan(0.93);
  });
});

describe('a fitted line', () => {
  it('has the numbers of the least squares, and says so in words', () => {
    const fit = lineFit([1, 2, 4, 3, 5].map((y, x) => ({ x, y, standardError: null })))!;
    expect(fit.slope).toBeCloseTo(0.9, 14);
    expect(fit.intercept).toBeCloseTo(1.2, 14);
    expect(fit.standardError).toBeCloseTo(Math.sqrt(1.9 / 3 / 10), 14);
    expect(fit).toMatchObject({ range: [0, 4], points: 5 });
    expect(fit.method).toBe('least squares, all points alike; 95 % by Student’s t with 3 degrees of freedom');
  });

  it('weights only where every point has an error', () => {
    const points = [1, 2, 4, 3, 5].map((y, x) => ({ x, y, standardError: x === 0 ? null : 1 }));
    expect(lineFit(points)?.slope).toBeCloseTo(0.9, 14);
    expect(lineFit(points.map((point) => ({ ...point, y: NaN })))).toBeNull();
  });
});
