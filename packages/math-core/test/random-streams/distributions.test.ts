import stdlibErf from '@stdlib/math-base-special-erf';
import { describe, expect, it } from 'vitest';
import { InvalidArgumentError, RandomStream } from '../../src/index.ts';
import {
  LAYER_CORES,
  LAYER_EDGES,
  LAYER_HEIGHTS,
  TAIL_START,
} from '../../src/random-streams/ziggurat-tables.ts';
import { chiSquareDistribution } from '../support/chi-square-distribution.ts';
import {
  KOLMOGOROV_SMIRNOV_BOUND,
  kolmogorovSmirnov,
  STANDARD_SCORE_BOUND,
} from '../support/kolmogorov-smirnov.ts';

// Every criterion below fails by chance with probability 1e-6; seeds are the names of the tests.

/** The standard score of an empirical frequency. */
function frequencyScore(successes: number, draws: number, probability: number): number {
  return (successes - draws * probability) / Math.sqrt(draws * probability * (1 - probability));
}

describe('uniform draws', () => {
  it('have the uniform distribution, and stay in [0, 1)', () => {
    const stream = RandomStream.fromKey('uniform draws');
    const sample = Float64Array.from({ length: 200_000 }, () => stream.uniform());
    expect(kolmogorovSmirnov(sample, (x) => x)).toBeLessThan(KOLMOGOROV_SMIRNOV_BOUND);
    expect(sample.every((x) => x >= 0 && x < 1)).toBe(true);
  });

  it('set every one of their 53 bits half of the time', () => {
    const stream = RandomStream.fromKey('bits of uniform draws');
    const draws = 50_000;
    const counts = new Array<number>(53).fill(0);
    for (let i = 0; i < draws; i++) {
      let x = stream.uniform();
      for (let bit = 0; bit < 53; bit++) {
        x *= 2;
        if (x >= 1) {
          counts[bit] += 1;
          x -= 1;
        }
      }
      expect(x).toBe(0);
    }
    // 53 comparisons: 5.6 standard deviations keep the test's false-alarm rate near 1e-6.
    for (const count of counts) expect(Math.abs(frequencyScore(count, draws, 0.5))).toBeLessThan(5.6);
  });
});

describe('normal draws', () => {
  const stream = RandomStream.fromKey('normal draws');
  const sample = Float64Array.from({ length: 2_000_000 }, () => stream.normal());
  const n = sample.length;

  it('have the normal distribution', () => {
    const distribution = (x: number) => 0.5 * (1 + stdlibErf(x * Math.SQRT1_2));
    expect(kolmogorovSmirnov(sample, distribution)).toBeLessThan(KOLMOGOROV_SMIRNOV_BOUND);
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('have moment %d within its standard error', (order) => {
    const doubleFactorial = (m: number): number => (m <= 1 ? 1 : m * doubleFactorial(m - 2));
    const moment = (m: number) => (m % 2 === 1 ? 0 : doubleFactorial(m - 1));
    const mean = sample.reduce((sum, x) => sum + x ** order, 0) / n;
    const standardError = Math.sqrt((moment(2 * order) - moment(order) ** 2) / n);
    expect(Math.abs(mean - moment(order)) / standardError).toBeLessThan(STANDARD_SCORE_BOUND);
  });

  it('reach beyond the ziggurat as often as they should, on both sides', () => {
    for (const [bound, probability] of [
      [TAIL_START, 2.685696730342765e-5],
      [4.5, 3.3976731247300535e-6],
    ]) {
      const above = sample.filter((x) => x > bound).length;
      const below = sample.filter((x) => x < -bound).length;
      // Counts of some 54 and 7: the Poisson law's upper tail is heavier than the normal one's, hence 7.
      expect(Math.abs(frequencyScore(above, n, probability))).toBeLessThan(7);
      expect(Math.abs(frequencyScore(below, n, probability))).toBeLessThan(7);
    }
  });

  it('are uncorrelated with their predecessors, in sign and in size', () => {
    let linear = 0;
    let square = 0;
    for (let i = 1; i < n; i++) {
      linear += sample[i] * sample[i - 1];
      square += (sample[i] ** 2 - 1) * (sample[i - 1] ** 2 - 1);
    }
    expect(Math.abs(linear / Math.sqrt(n))).toBeLessThan(STANDARD_SCORE_BOUND);
    expect(Math.abs(square / (2 * Math.sqrt(n)))).toBeLessThan(STANDARD_SCORE_BOUND);
  });

  it('come from layers of equal area that close at the top of the density', () => {
    const area =
      TAIL_START * LAYER_HEIGHTS[1] + Math.sqrt(Math.PI / 2) * (1 - stdlibErf(TAIL_START * Math.SQRT1_2));
    expect(LAYER_EDGES[0] * LAYER_HEIGHTS[1]).toBeCloseTo(area, 15);
    for (let i = 1; i < 1024; i++) {
      expect(LAYER_EDGES[i] * (LAYER_HEIGHTS[i + 1] - LAYER_HEIGHTS[i])).toBeCloseTo(area, 14);
      expect(LAYER_HEIGHTS[i]).toBeCloseTo(Math.exp(-0.5 * LAYER_EDGES[i] ** 2), 14);
      expect(LAYER_CORES[2 * i + 1]).toBeLessThan(LAYER_CORES[2 * i] * 2 ** 51);
    }
    expect(LAYER_EDGES[1024]).toBe(0);
    expect(LAYER_HEIGHTS[1024]).toBe(1);
  });
});

describe('chi-square draws', () => {
  it.each([
    [0.3, 100_000],
    [1, 100_000],
    [1.7, 100_000],
    [2, 100_000],
    [3, 100_000],
    [12.5, 100_000],
    [988, 50_000],
    [999_988, 4_000],
  ])('with %d degrees of freedom have their distribution and moments', (degreesOfFreedom, count) => {
    const stream = RandomStream.fromKey(`chi-square draws ${degreesOfFreedom}`);
    const sample = Float64Array.from({ length: count }, () => stream.chiSquare(degreesOfFreedom));
    const distribution = (x: number) => chiSquareDistribution(x, degreesOfFreedom);
    expect(kolmogorovSmirnov(sample, distribution)).toBeLessThan(KOLMOGOROV_SMIRNOV_BOUND);

    const mean = sample.reduce((sum, x) => sum + x, 0) / count;
    const variance = sample.reduce((sum, x) => sum + (x - degreesOfFreedom) ** 2, 0) / count;
    const fourthCentral = 12 * degreesOfFreedom * (degreesOfFreedom + 4);
    const meanScore = (mean - degreesOfFreedom) / Math.sqrt((2 * degreesOfFreedom) / count);
    const varianceScore =
      (variance - 2 * degreesOfFreedom) / Math.sqrt((fourthCentral - 4 * degreesOfFreedom ** 2) / count);
    expect(Math.abs(meanScore)).toBeLessThan(STANDARD_SCORE_BOUND);
    // Heavy-tailed for few degrees of freedom, where the normal approximation needs more room.
    expect(Math.abs(varianceScore)).toBeLessThan(degreesOfFreedom < 2 ? 8 : 6);
  });

  it('tell neighbouring degrees of freedom apart', () => {
    // What a wrong count of dimensions would look like: 100000 draws put the means of 12 and 13 at 65 standard errors.
    const stream = RandomStream.fromKey('chi-square, one too many');
    const sample = Float64Array.from({ length: 100_000 }, () => stream.chiSquare(12));
    const statistic = kolmogorovSmirnov(sample, (x) => chiSquareDistribution(x, 13));
    expect(statistic).toBeGreaterThan(5 * KOLMOGOROV_SMIRNOV_BOUND);
  });

  it('are 0 for 0 degrees of freedom, and then cost no draw', () => {
    const stream = RandomStream.fromKey('chi-square of nothing');
    const before = stream.serialize();
    expect(stream.chiSquare(0)).toBe(0);
    expect(stream.serialize()).toEqual(before);
  });

  it.each([-1, -1e-9, NaN, Infinity])('are refused for %d degrees of freedom', (degreesOfFreedom) => {
    const stream = RandomStream.fromKey('refused');
    expect(() => stream.chiSquare(degreesOfFreedom)).toThrow(InvalidArgumentError);
    expect(() => stream.chiSquare(degreesOfFreedom)).toThrow(`degreesOfFreedom is ${degreesOfFreedom}`);
  });
});
