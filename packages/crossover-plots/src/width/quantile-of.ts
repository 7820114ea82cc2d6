import { quantile } from '@crossover/math-core';
import type { WidthOutcome } from './input.ts';

/** A quantile of the final risk over starts: as it was given, else between order statistics. */
export function quantileOf({ quantiles, risks }: WidthOutcome, level: number): number {
  const given = quantiles.find((entry) => Math.abs(entry.level - level) < 1e-9);
  return given?.risk ?? quantile(risks, level);
}

export const medianRisk = (outcome: WidthOutcome): number => quantileOf(outcome, 0.5);
