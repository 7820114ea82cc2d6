import { RunningMoments } from '@crossover/math-core';

/**
 * Two-sided criterion of every statistical test in this package, in standard errors. A normal deviate exceeds
 * it with probability 3.8e-8; a test of at most 2000 comparisons therefore raises a false alarm with
 * probability below 1e-4 (Bonferroni).
 */
export const CRITERION = 5.5;
export const MOST_COMPARISONS = 2000;

export interface Deviation {
  readonly what: string;
  /** Difference in standard errors. */
  readonly z: number;
}

/** samples[t][v]: the value of observable v in trajectory t. */
export type Samples = readonly Float64Array[];

/** Means and all covariances (spread included) of two samples of the same observables. */
export function compareSamples(names: readonly string[], first: Samples, second: Samples): Deviation[] {
  const deviations: Deviation[] = [];
  const centred = [centre(first), centre(second)] as const;
  const compare = (
    what: string,
    value: (row: Float64Array) => number,
    of: readonly [Samples, Samples],
  ): void => {
    const [a, b] = of.map((samples) => momentsOf(samples, value));
    const error = Math.sqrt(a.standardError ** 2 + b.standardError ** 2);
    const difference = Math.abs(a.mean - b.mean);
    // An observable that does not fluctuate, such as a conserved one, must agree up to round-off instead.
    const floor = 1e-12 * (Math.abs(a.mean) + Math.abs(b.mean)) + 1e-18;
    deviations.push({ what, z: difference <= floor ? 0 : difference / error });
  };
  names.forEach((name, v) => {
    compare(`mean of ${name}`, (row) => row[v], [first, second]);
    names.slice(0, v + 1).forEach((other, w) => {
      compare(`covariance of ${name} and ${other}`, (row) => row[v] * row[w], centred);
    });
  });
  return deviations;
}

/** Deviation of the mean of a sample from a number that theory gives. */
export function compareWithTheory(what: string, moments: RunningMoments, expected: number): Deviation {
  return { what, z: Math.abs(moments.mean - expected) / moments.standardError };
}

export function largestDeviation(deviations: readonly Deviation[]): Deviation {
  return deviations.reduce((worst, next) => (next.z > worst.z ? next : worst), { what: 'none', z: 0 });
}

function momentsOf(samples: Samples, value: (row: Float64Array) => number): RunningMoments {
  const moments = new RunningMoments();
  for (const row of samples) moments.push(value(row));
  return moments;
}

function centre(samples: Samples): Samples {
  const width = samples[0].length;
  const means = Array.from({ length: width }, (_, v) => momentsOf(samples, (row) => row[v]).mean);
  return samples.map((row) => row.map((entry, v) => entry - means[v]));
}
