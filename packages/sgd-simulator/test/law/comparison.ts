import type { RunningMoments } from '@crossover/math-core';

/**
 * Two-sided criterion of the tests of starts' laws, in standard errors. A normal deviate exceeds
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

/** Deviation of the mean of a sample from a number that theory gives. */
export function compareWithTheory(what: string, moments: RunningMoments, expected: number): Deviation {
  return { what, z: Math.abs(moments.mean - expected) / moments.standardError };
}

export function largestDeviation(deviations: readonly Deviation[]): Deviation {
  return deviations.reduce((worst, next) => (next.z > worst.z ? next : worst), { what: 'none', z: 0 });
}
