import type { CompleteModel } from '../model/complete-model.ts';

/** From this width on the weights of a block are read once rather than once a step. */
const WIDE = 32;
const STEPS_OF_WIDE_BLOCK = 4;

/**
 * Samples whose fields are computed together (model.md §5): a mini-batch, or the steps of a block. It is part of what a
 * run's bits depend on, hence a function of the model alone.
 */
export function blockSamples({ batchSize, studentWidth }: CompleteModel): number {
  if (batchSize > 1) return batchSize;
  return studentWidth >= WIDE ? STEPS_OF_WIDE_BLOCK : 1;
}
