import { RunningMoments } from '@crossover/math-core';

/**
 * Three tests that two samples of equal size have one law, each with a threshold that it exceeds with probability 1e-7 at
 * most when they have: the difference of the means and that of the variances in standard errors, 5.4 of a normal deviate (under
 * one law it is symmetric, so that heavy tails make it rarer), and √(nm/(n+m)) times the distance of the empirical
 * distributions (Kolmogorov & Smirnov: 2 exp(−2x²); less where values coincide).
 */
export const THRESHOLDS = { mean: 5.4, variance: 5.4, distribution: 2.95 } as const;
export const FALSE_ALARMS_OF_ONE_TEST = 1e-7;
export const TESTS = ['mean', 'variance', 'distribution'] as const;

export interface TwoSampleTest {
  readonly what: (typeof TESTS)[number];
  /** The statistic over its threshold: above 1 the laws differ. */
  readonly excess: number;
}

/** Differences below this are round-off: what an event leaves unchanged both engines compute in their own way. */
const ROUND_OFF = 1e-10;

export function compareTwoSamples(first: Float64Array, second: Float64Array): TwoSampleTest[] {
  const [a, b] = [momentsOf(first), momentsOf(second)];
  const [squaresOfA, squaresOfB] = [momentsOf(squaresAround(first, a)), momentsOf(squaresAround(second, b))];
  return [
    { what: 'mean', excess: standardErrors(a, b) / THRESHOLDS.mean },
    { what: 'variance', excess: standardErrors(squaresOfA, squaresOfB) / THRESHOLDS.variance },
    { what: 'distribution', excess: kolmogorovSmirnov(first, second) / THRESHOLDS.distribution },
  ];
}

function standardErrors(a: RunningMoments, b: RunningMoments): number {
  const difference = Math.abs(a.mean - b.mean);
  if (difference <= ROUND_OFF * (Math.abs(a.mean) + Math.abs(b.mean))) return 0;
  return difference / Math.sqrt(a.standardError ** 2 + b.standardError ** 2);
}

/** √(nm/(n+m)) sup_x |F_n(x) − G_m(x)|, values that differ by round-off taken for equal. */
function kolmogorovSmirnov(first: Float64Array, second: Float64Array): number {
  const [a, b] = [first.toSorted(), second.toSorted()];
  let [i, j, distance] = [0, 0, 0];
  while (i < a.length && j < b.length) {
    const smaller = Math.min(a[i], b[j]);
    const bound = smaller + ROUND_OFF * (1 + Math.abs(smaller));
    while (i < a.length && a[i] <= bound) i += 1;
    while (j < b.length && b[j] <= bound) j += 1;
    distance = Math.max(distance, Math.abs(i / a.length - j / b.length));
  }
  return Math.sqrt((a.length * b.length) / (a.length + b.length)) * distance;
}

function momentsOf(sample: Float64Array): RunningMoments {
  const moments = new RunningMoments();
  for (const value of sample) moments.push(value);
  return moments;
}

function squaresAround(sample: Float64Array, { mean }: RunningMoments): Float64Array {
  return sample.map((value) => (value - mean) ** 2);
}
