import { InputsExhaustedError, messages } from '../errors.ts';
import type { CompleteModel } from './complete-model.ts';

/** Throws InputsExhaustedError when the inputs of a model do not suffice for so many steps. */
export function assertEnoughInputs(
  { inputs, inputDimension, batchSize }: CompleteModel,
  steps: number,
): void {
  if (inputs.kind !== 'given') return;
  const rows = inputs.rows.length / inputDimension;
  const passes = inputs.passes ?? 1;
  const available = Math.floor((rows * passes) / batchSize);
  if (steps > available) {
    throw new InputsExhaustedError(messages.inputsExhausted(steps, available, rows, passes, batchSize));
  }
}
