import { InvalidArgumentError } from '@crossover/math-core';
import { messages } from '../errors.ts';

/** What a step of SGD does, in its own units: γ, d and the options of the learning rule. */
export interface StepParameters {
  /** γ itself, not its prefactor. */
  readonly learningRate: number;
  /** d, at least the rank of Ω. */
  readonly inputDimension: number;
  /** b, fresh samples over which a step averages its update; default 1. */
  readonly batchSize?: number;
  /** η_w in [0, 1], the share of the weights that a step takes away; default 0. */
  readonly weightDecay?: number;
  /** γ_a ≥ 0, the learning rate of the second layer, for a model that trains it; default 0. */
  readonly secondLayerLearningRate?: number;
}

/** Throws InvalidArgumentError for rates that are negative or not finite, and for sizes that are no integers ≥ 1. */
export function assertStep(step: StepParameters): void {
  const { learningRate, inputDimension, batchSize = 1, weightDecay = 0, secondLayerLearningRate = 0 } = step;
  requireWithin('learningRate', learningRate, Infinity);
  requireWithin('secondLayerLearningRate', secondLayerLearningRate, Infinity);
  requireWithin('weightDecay', weightDecay, 1);
  for (const [name, value] of [
    ['inputDimension', inputDimension],
    ['batchSize', batchSize],
  ] as const) {
    if (!(Number.isSafeInteger(value) && value >= 1)) {
      throw new InvalidArgumentError(messages.notPositiveInteger(name, value));
    }
  }
}

function requireWithin(name: string, value: number, largest: number): void {
  if (!(value >= 0 && value <= largest && value < Infinity)) {
    throw new InvalidArgumentError(
      messages.outside(name, value, largest === Infinity ? '[0, ∞)' : `[0, ${largest}]`),
    );
  }
}
