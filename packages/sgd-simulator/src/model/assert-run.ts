import type { OrderParameters } from '@crossover/math-core';
import { InvalidModelError, messages, OverlapOverflowError } from '../errors.ts';
import type { SimulationModel } from './simulation-model.ts';

/** Throws InvalidModelError unless a run can be advanced by this many steps. */
export function assertStepCount(steps: number): void {
  if (!Number.isSafeInteger(steps) || steps < 0) throw new InvalidModelError(messages.notAStepCount(steps));
}

/** Throws OverlapOverflowError when a run has left the range of floating-point numbers. */
export function assertFiniteOverlaps(
  { Q, M, P }: OrderParameters,
  step: number,
  { learningRate }: SimulationModel,
): void {
  if (![Q, M, P].every((matrix) => matrix.every(Number.isFinite))) {
    throw new OverlapOverflowError(messages.overflow(step, learningRate));
  }
}
