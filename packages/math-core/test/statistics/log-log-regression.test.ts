import { linearRegression, sampleCorrelation } from 'simple-statistics';
import { describe, expect, it } from 'vitest';
import { InvalidArgumentError, logLogRegression, RandomStream } from '../../src/index.ts';

const dimensions = [30, 50, 100, 170, 300, 550, 1000];

function scatteredPowerLaw(key: string, slope: number, scatter: number): number[] {
  const stream = RandomStream.fromKey(key);
  return dimensions.map((d) => 3 * d ** slope * Math.exp(scatter * stream.normal()));
}

describe('logLogRegression', () => {
  it('finds an exact power law, with no uncertainty', () => {
    const fit = logLogRegression(
      dimensions,
      dimensions.map((d) => 3 * d ** -0.75),
    );
    expect(fit.slope).toBeCloseTo(-0.75, 14);
    expect(fit.intercept).toBeCloseTo(Math.log(3), 13);
    expect(fit.slopeStandardError).toBeLessThan(1e-14);
    expect(fit.points).toBe(7);
  });

  it('agrees with an independent least-squares fit, and with the textbook relation of standard error and correlation', () => {
    const y = scatteredPowerLaw('scatter', -0.5, 0.1);
    const fit = logLogRegression(dimensions, y);
    const logX = dimensions.map(Math.log);
    const logY = y.map(Math.log);
    const reference = linearRegression(logX.map((value, index) => [value, logY[index]]));
    const r = sampleCorrelation(logX, logY);
    const slopeError = Math.abs(reference.m) * Math.sqrt((1 / (r * r) - 1) / 5);
    const meanSquare = logX.reduce((sum, value) => sum + value * value, 0) / 7;
    expect(fit.slope).toBeCloseTo(reference.m, 12);
    expect(fit.intercept).toBeCloseTo(reference.b, 12);
    expect(fit.slopeStandardError).toBeCloseTo(slopeError, 12);
    expect(fit.interceptStandardError).toBeCloseTo(slopeError * Math.sqrt(meanSquare), 12);
  });

  it('propagates standard errors through two points in closed form', () => {
    const [x, y, sigma] = [
      [10, 1000],
      [4, 0.5],
      [0.2, 0.05],
    ];
    const fit = logLogRegression(x, y, { standardErrors: sigma });
    const relative = [0.05, 0.1];
    const distance = Math.log(100);
    expect(fit.slope).toBeCloseTo(Math.log(0.5 / 4) / distance, 14);
    expect(fit.slopeStandardError).toBeCloseTo(Math.sqrt(relative[0] ** 2 + relative[1] ** 2) / distance, 14);
    // ln y at x = 1 is (3/2) ln y(10) − (1/2) ln y(1000).
    expect(fit.interceptStandardError).toBeCloseTo(Math.sqrt((1.5 * 0.05) ** 2 + (0.5 * 0.1) ** 2), 14);
    expect(fit.residualStandardDeviation).toBeNaN();
  });

  it('gives a point with half the relative error the weight of four', () => {
    const y = [1, 0.6, 0.5, 0.2];
    const x = [1, 2, 4, 8];
    const weighted = logLogRegression(x, y, {
      standardErrors: y.map((value, i) => value * (i === 2 ? 0.05 : 0.1)),
    });
    const repeated = logLogRegression([1, 2, 4, 4, 4, 4, 8], [1, 0.6, 0.5, 0.5, 0.5, 0.5, 0.2]);
    expect(weighted.slope).toBeCloseTo(repeated.slope, 13);
    expect(weighted.intercept).toBeCloseTo(repeated.intercept, 13);
  });

  it('has standard errors that describe the scatter of repeated fits', () => {
    // 4000 repetitions: the ratio of the two has a relative standard error of 1.1 %, bound 5 of them.
    const scatter = 0.1;
    let squares = 0;
    let predicted = 0;
    for (let repetition = 0; repetition < 4000; repetition++) {
      const y = scatteredPowerLaw(`repetition ${repetition}`, -0.5, scatter);
      const fit = logLogRegression(dimensions, y, { standardErrors: y.map((value) => scatter * value) });
      squares += (fit.slope + 0.5) ** 2;
      predicted = fit.slopeStandardError;
    }
    expect(Math.sqrt(squares / 4000) / predicted).toBeCloseTo(1, 1);
    expect(Math.abs(Math.sqrt(squares / 4000) / predicted - 1)).toBeLessThan(0.056);
  });

  it.each<[string, number[], number[], number[] | undefined, string]>([
    ['one point', [1], [1], undefined, 'at least 2'],
    ['unequal lengths', [1, 2], [1], undefined, '2 x and 1 y'],
    ['a risk at round-off', [1, 2, 3], [1, -1e-17, 1], undefined, 'y[1] is -1e-17'],
    ['x = 0', [0, 1], [1, 1], undefined, 'x[0] is 0'],
    ['one x only', [2, 2], [1, 3], undefined, 'all 2 points have x = 2'],
    ['a standard error of 0', [1, 2], [1, 1], [0.1, 0], 'standardErrors[1] is 0'],
    ['a missing standard error', [1, 2], [1, 1], [0.1], '1 standard errors'],
  ])('refuses %s', (_, x, y, standardErrors, message) => {
    const fit = () => logLogRegression(x, y, standardErrors ? { standardErrors } : {});
    expect(fit).toThrow(InvalidArgumentError);
    expect(fit).toThrow(message);
  });
});
