import { normalQuantile } from '@crossover/math-core';

/**
 * The quantile of the χ² law by Wilson & Hilferty, Proceedings of the National Academy of Sciences 17, 684 (1931):
 * ν (1 − 2/(9ν) + z √(2/(9ν)))³. For ν ≥ 500 and tails down to 1e-7 it is right to 4e-4.
 */
export function chiSquareQuantile(probability: number, degreesOfFreedom: number): number {
  const spread = 2 / (9 * degreesOfFreedom);
  return degreesOfFreedom * (1 - spread + normalQuantile(probability) * Math.sqrt(spread)) ** 3;
}
