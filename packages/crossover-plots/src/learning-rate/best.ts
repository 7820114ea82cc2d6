import { isDrawable } from '../trajectories/rows.ts';
import type { LearningRateBudget, LearningRateSeries } from './input.ts';

/** The best learning rate for a number of sweeps, as far as the rates tried tell. */
export interface Best {
  readonly sweeps: number;
  /** γ */
  readonly learningRate: number;
  readonly risk: number;
  /** Of γ; null where it is not known. */
  readonly standardError: number | null;
  /** At which end of the rates tried the risk is least, so that the optimum may lie beyond; null within. */
  readonly edge: 'smallest' | 'largest' | null;
}

/** Null where no rate has a risk to compare. */
export function bestOf({ sweeps, points, optimum }: LearningRateBudget): Best | null {
  if (optimum !== null) {
    const { learningRate, risk, standardError } = optimum;
    const error = typeof standardError === 'number' ? learningRate * standardError : null;
    return { sweeps, learningRate, risk, standardError: error, edge: null };
  }
  const usable = points.filter(({ risk }) => isDrawable(risk));
  if (usable.length === 0) return null;
  const { learningRate, risk } = usable.reduce((least, point) => (point.risk < least.risk ? point : least));
  const largest = usable.every((point) => point.learningRate <= learningRate);
  return { sweeps, learningRate, risk, standardError: null, edge: largest ? 'largest' : 'smallest' };
}

/** That of the largest number of sweeps that runs have lasted. */
export function bestOfLargest({ budgets }: LearningRateSeries): Best | null {
  const bySize = [...budgets].sort((a, b) => b.sweeps - a.sweeps);
  return bySize.map(bestOf).find((best) => best !== null) ?? null;
}
