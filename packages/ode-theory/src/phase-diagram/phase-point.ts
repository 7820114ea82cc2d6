import { InvalidArgumentError, type OrderParameters } from '@crossover/math-core';
import { messages } from '../errors.ts';
import { scaling, type FiniteScaling } from '../scaling/scaling.ts';

/** Width and learning rate as plain numbers. */
export interface PlainSizes {
  /** p. */
  readonly studentWidth: number;
  /** γ. */
  readonly learningRate: number;
}

/** Width and learning rate as powers of d: p = round(p₀ d^κ), γ = γ₀ d^{−δ}. */
export interface ScaledSizes {
  /** p₀. */
  readonly widthPrefactor: number;
  readonly kappa: number;
  /** γ₀. */
  readonly learningRatePrefactor: number;
  readonly delta: number;
}

/** One run at a finite input dimension: erf committees with unit output weights. */
export type PhasePoint = (PlainSizes | ScaledSizes) & {
  /** d. */
  readonly inputDimension: number;
  /** k. */
  readonly teacherWidth: number;
  /** Δ, the variance of the label noise. */
  readonly noise: number;
};

/** A point with all its sizes. */
export interface ResolvedPoint extends PlainSizes {
  readonly inputDimension: number;
  readonly teacherWidth: number;
  readonly noise: number;
  /** γ/p, the variance part of a step in units of its gradient part. */
  readonly ratio: number;
  /** What the exponents say; null when there are only numbers. */
  readonly scaling: FiniteScaling | null;
}

/** Throws InvalidArgumentError for sizes that are no positive integers, a learning rate that is not positive or a negative noise. */
export function resolvePoint(point: PhasePoint): ResolvedPoint {
  const { inputDimension, teacherWidth, noise } = point;
  requireCount('inputDimension', inputDimension);
  requireCount('teacherWidth', teacherWidth);
  if (!(noise >= 0 && noise < Infinity)) {
    throw new InvalidArgumentError(messages.outside('noise', noise, '[0, ∞)'));
  }
  const scaled = 'kappa' in point ? scaling({ ...point, inputDimension }) : null;
  const { studentWidth, learningRate } = scaled ?? (point as PlainSizes);
  requireCount('studentWidth', studentWidth);
  if (!(learningRate > 0 && learningRate < Infinity)) {
    throw new InvalidArgumentError(messages.outside('learningRate', learningRate, '(0, ∞)'));
  }
  const ratio = learningRate / studentWidth;
  return { inputDimension, teacherWidth, noise, studentWidth, learningRate, ratio, scaling: scaled };
}

/** Throws InvalidArgumentError when Ω⁰ has other widths than the point. */
export function requireFitting(start: OrderParameters, point: ResolvedPoint): void {
  for (const name of ['studentWidth', 'teacherWidth'] as const) {
    if (start[name] !== point[name]) {
      throw new InvalidArgumentError(messages.startOfOtherWidth(name, start[name], point[name]));
    }
  }
}

function requireCount(name: string, value: number): void {
  if (!Number.isSafeInteger(value) || value < 1) {
    throw new InvalidArgumentError(messages.notPositiveInteger(name, value));
  }
}
