import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aggregate, compareWithTheory } from '../../src/index.ts';

describe('aggregating replicas', () => {
  it('gives mean, standard error and quantiles at each time', () => {
    const { count, mean, standardError, quantiles, nonFinite } = aggregate(
      [
        [1, 10],
        [2, 20],
        [3, 60],
      ],
      { quantileLevels: [0, 0.5, 1] },
    );
    expect([...count]).toEqual([3, 3]);
    expect([...mean]).toEqual([2, 30]);
    expect(standardError[0]).toBeCloseTo(1 / Math.sqrt(3), 14);
    expect(standardError[1]).toBeCloseTo(Math.sqrt(700 / 3), 12);
    expect(quantiles.map(({ level, values }) => [level, ...values])).toEqual([
      [0, 1, 10],
      [0.5, 2, 20],
      [1, 3, 60],
    ]);
    expect(nonFinite).toBe(0);
  });

  it('counts runs still under way where they have been', () => {
    const { count, mean, standardError } = aggregate([[1, 2, 3], [3], []]);
    expect([...count]).toEqual([2, 1, 1]);
    expect([...mean]).toEqual([2, 2, 3]);
    expect(standardError[0]).toBe(1);
    expect(standardError[1]).toBeNaN();
  });

  it('leaves out values that are not finite, and says how many', () => {
    const { count, mean, quantiles, nonFinite } = aggregate([
      [1, NaN, NaN],
      [3, 5, Infinity],
    ]);
    expect([...count]).toEqual([2, 1, 0]);
    expect([...mean]).toEqual([2, 5, NaN]);
    expect(quantiles[1].values[2]).toBeNaN();
    expect(nonFinite).toBe(3);
  });

  it('of nothing is empty', () => {
    expect(aggregate([]).mean).toHaveLength(0);
  });

  it('keeps quantiles in order and the mean between the extremes', () => {
    const curve = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(fc.array(curve, { minLength: 1, maxLength: 8 }), (curves) => {
        const { mean, quantiles } = aggregate(curves, { quantileLevels: [0, 0.25, 0.75, 1] });
        for (let time = 0; time < 3; time++) {
          const values = quantiles.map((quantile) => quantile.values[time]);
          expect(values).toEqual([...values].sort((a, b) => a - b));
          expect(mean[time]).toBeGreaterThanOrEqual(values[0] - 1e-9);
          expect(mean[time]).toBeLessThanOrEqual(values[3] + 1e-9);
        }
      }),
    );
  });
});

describe('comparing with theory', () => {
  it('measures the distance in standard errors, and relative to the theory', () => {
    const simulated = aggregate([
      [1, 2, 5],
      [1, 4, 7],
    ]);
    const { deviation, relativeDifference, largestDeviation, rootMeanSquareDeviation, comparedTimes } =
      compareWithTheory(simulated, [1, 2, 9]);
    expect([...deviation]).toEqual([NaN, 1, -3]);
    expect([...relativeDifference]).toEqual([0, 0.5, -3 / 9]);
    expect(largestDeviation).toBe(3);
    expect(rootMeanSquareDeviation).toBeCloseTo(Math.sqrt(5), 14);
    expect(comparedTimes).toBe(2);
  });

  it('says so when there is nothing to compare', () => {
    const alone = compareWithTheory(aggregate([[1, 2]]), [1]);
    expect(alone.comparedTimes).toBe(0);
    expect(alone.largestDeviation).toBeNaN();
    expect(alone.rootMeanSquareDeviation).toBeNaN();
    expect([...alone.relativeDifference]).toEqual([0, NaN]);
  });
});
