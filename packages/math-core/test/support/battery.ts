import { expect } from 'vitest';
import { chiSquareDistribution } from './chi-square-distribution.ts';
import { kolmogorovSmirnov } from './kolmogorov-smirnov.ts';

/** Each criterion of a battery fails by chance with this probability, both sides together. */
const LEVEL = 1e-7;
/**
 * The battery has three files with fixed seeds, so that they pass always or never. A correct generator would fail one of them for
 * fewer than 1 in 10⁴ choices of the seeds; the single criteria beside them, in distributions.test.ts and addressing.test.ts, have
 * levels of their own, 10⁻⁶ or so each.
 */
export const FALSE_ALARM_RATE_OF_FILE = 1e-4 / 3;
/** |z| of a standard normal variable, exceeded with probability LEVEL. */
const SCORE_BOUND = 5.327;
/** The same with probability LEVEL/4950. */
const LARGEST_OF_4950_BOUND = 6.705;
/** 2 exp(−2c²) = LEVEL. */
const KOLMOGOROV_SMIRNOV_BOUND = 2.9;

/** The central moments of a standardised law: moment(0) = 1, moment(1) = 0, moment(2) = 1, … */
export type StandardisedMoments = (order: number) => number;

/**
 * Criteria at a common level, and how many they are. The probability of a false alarm of the whole set is at most that number
 * times the level, whatever depends on what (Boole's inequality).
 */
export class Battery {
  #criteria = 0;

  get falseAlarmRate(): number {
    return this.#criteria * LEVEL;
  }

  /** A standard normal variable. */
  score(z: number, what: string): void {
    this.#within(z, -SCORE_BOUND, SCORE_BOUND, what);
  }

  /** The largest |z| of 4950 normal variables, the pairs of a hundred. */
  largestOfHundredsPairs(largest: number, what: string): void {
    this.#within(largest, 0, LARGEST_OF_4950_BOUND, what);
  }

  /** A sample of a continuous law. */
  distribution(sample: Float64Array, distribution: (x: number) => number, what: string): void {
    this.#within(kolmogorovSmirnov(sample, distribution), 0, KOLMOGOROV_SMIRNOV_BOUND, what);
  }

  /** A χ² variable. */
  chiSquare(statistic: number, degreesOfFreedom: number, what: string): void {
    const below = chiSquareDistribution(statistic, degreesOfFreedom);
    this.#within(below, LEVEL / 2, 1 - LEVEL / 2, what);
  }

  /** A Poisson variable: P(N ≥ n) is the probability that χ² of 2n degrees of freedom stays below twice the mean. */
  count(count: number, mean: number, what: string): void {
    const asMany = count === 0 ? 1 : chiSquareDistribution(2 * mean, 2 * count);
    const asFew = 1 - chiSquareDistribution(2 * mean, 2 * count + 2);
    this.#within(Math.min(asMany, asFew), LEVEL / 2, 1, `${what}: ${count} instead of ${mean}, whose chance`);
  }

  /**
   * The mean of the powers of a standardised sample. High powers have heavy tails, so that the bounds of a normal variable are
   * moved by the skewness and the kurtosis of the mean (Cornish & Fisher 1938).
   */
  moment(sample: Float64Array, order: number, moments: StandardisedMoments, what: string): void {
    const mean = moments(order);
    const variance = moments(2 * order) - mean ** 2;
    const third = moments(3 * order) - 3 * moments(2 * order) * mean + 2 * mean ** 3;
    const fourth =
      moments(4 * order) - 4 * moments(3 * order) * mean + 6 * moments(2 * order) * mean ** 2 - 3 * mean ** 4;
    const n = sample.length;
    const skewness = third / variance ** 1.5 / Math.sqrt(n);
    const excess = (fourth / variance ** 2 - 3) / n;
    const quantile = (z: number) =>
      z +
      ((z ** 2 - 1) * skewness) / 6 +
      ((z ** 3 - 3 * z) * excess) / 24 -
      ((2 * z ** 3 - 5 * z) * skewness ** 2) / 36;
    const score = (sample.reduce((sum, x) => sum + x ** order, 0) / n - mean) / Math.sqrt(variance / n);
    this.#within(score, quantile(-SCORE_BOUND), quantile(SCORE_BOUND), what);
  }

  #within(value: number, low: number, high: number, what: string): void {
    this.#criteria += 1;
    // A NaN is outside, too.
    if (!(value >= low && value <= high)) expect.fail(`${what} is ${value}, not between ${low} and ${high}`);
  }
}
