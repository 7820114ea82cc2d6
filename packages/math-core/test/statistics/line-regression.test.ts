import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineRegression, logLogRegression } from '../../src/index.ts';

describe('the straight line by least squares', () => {
  it('is that of the normal equations, solved here by hand', () => {
    // x̄ = 2, ȳ = 3, Σ(x−x̄)² = 10, Σ(x−x̄)(y−ȳ) = 9.
    const fit = lineRegression([0, 1, 2, 3, 4], [1, 2, 4, 3, 5]);
    expect(fit.slope).toBeCloseTo(0.9, 14);
    expect(fit.intercept).toBeCloseTo(1.2, 14);
    // Squares of the residuals −0.2, −0.1, 1, −0.9, 0.2: 0.04, 0.01, 1, 0.81, 0.04: 1.9 over three degrees of freedom.
    expect(fit.residualStandardDeviation).toBeCloseTo(Math.sqrt(1.9 / 3), 14);
    expect(fit.slopeStandardError).toBeCloseTo(Math.sqrt(1.9 / 3 / 10), 14);
    expect(fit.interceptStandardError).toBeCloseTo(Math.sqrt((1.9 / 3) * (1 / 5 + 4 / 10)), 14);
  });

  it('counts a point with half the standard error as four, and takes errors from the weights alone', () => {
    const repeated = lineRegression([0, 1, 2, 2, 2, 2], [1, 0, 3, 3, 3, 3], {
      standardErrors: [1, 1, 1, 1, 1, 1],
    });
    const weighted = lineRegression([0, 1, 2], [1, 0, 3], { standardErrors: [1, 1, 0.5] });
    expect(weighted.slope).toBeCloseTo(repeated.slope, 13);
    expect(weighted.intercept).toBeCloseTo(repeated.intercept, 13);
    expect(weighted.slopeStandardError).toBeCloseTo(repeated.slopeStandardError, 13);
    expect(weighted.interceptStandardError).toBeCloseTo(repeated.interceptStandardError, 13);
    const scaled = lineRegression([0, 1, 2], [1, 0, 3], { standardErrors: [2, 2, 1] });
    expect(scaled.slopeStandardError).toBeCloseTo(2 * weighted.slopeStandardError, 13);
    expect(scaled.residualStandardDeviation).toBeCloseTo(weighted.residualStandardDeviation / 2, 13);
  });

  it('finds any line exactly, and its errors vanish', () => {
    const value = fc.double({ min: -100, max: 100, noNaN: true });
    fc.assert(
      fc.property(value, value, (intercept, slope) => {
        const x = [-3, -1, 0, 2, 7];
        const fit = lineRegression(
          x,
          x.map((abscissa) => intercept + slope * abscissa),
        );
        const rounding = 1e-12 * (Math.abs(intercept) + Math.abs(slope) + 1);
        expect(Math.abs(fit.slope - slope)).toBeLessThan(rounding);
        expect(Math.abs(fit.intercept - intercept)).toBeLessThan(rounding);
        expect(fit.slopeStandardError).toBeLessThan(rounding);
      }),
    );
  });

  it('of logarithms is the power law', () => {
    const [x, y] = [
      [1, 2, 5, 9],
      [3, 1, 0.5, 0.2],
    ];
    const fit = lineRegression(x.map(Math.log), y.map(Math.log));
    const power = logLogRegression(x, y);
    expect(power.slope).toBeCloseTo(fit.slope, 13);
    expect(power.slopeStandardError).toBeCloseTo(fit.slopeStandardError, 13);
  });

  it('through two points has no errors that are known', () => {
    const fit = lineRegression([1, 2], [1, 3]);
    expect(fit).toMatchObject({ slope: 2, intercept: -1, points: 2 });
    expect([fit.slopeStandardError, fit.residualStandardDeviation]).toEqual([NaN, NaN]);
  });

  it('refuses what determines no line, with the numbers', () => {
    expect(() => lineRegression([1], [1])).toThrow(/lists of 1, 1 numbers/);
    expect(() => lineRegression([1, 2], [1, 2], { standardErrors: [1] })).toThrow(/2, 2, 1 numbers/);
    expect(() => lineRegression([1, NaN], [1, 2])).toThrow(/point 1 is \(NaN, 2\)/);
    expect(() => lineRegression([1, 2], [1, 2], { standardErrors: [1, 0] })).toThrow(/standard error 0/);
    expect(() => lineRegression([3, 3], [1, 2])).toThrow(/all 2 points have x = 3/);
  });
});
