import type { Command } from 'commander';
import { theoryFluctuations, type RunResult, type RunSpecification } from '@crossover/experiments';
import { UsageError } from '../errors.ts';
import * as messages from '../messages.ts';
import { interruptible } from '../terminal/interruption.ts';
import { writeOut } from '../terminal/output.ts';
import { ProgressLine } from '../terminal/progress-line.ts';
import { formatFluctuations } from './fluctuations-output.ts';

export interface FluctuationsOption {
  readonly fluctuations?: true;
}

export function addFluctuationsOption(command: Command): Command {
  return command.option(
    '--fluctuations',
    'beside the curve, the standard deviations of replicas at this --d, to leading order in 1/d',
  );
}

/** Throws UsageError where replicas have no d to scatter at. */
export function assertFluctuate(specification: RunSpecification): void {
  if (specification.inputDimension === null) throw new UsageError(messages.fluctuationsWithoutDimension());
}

/** Computes the fluctuations around a theory curve, and prints both. Throws InterruptedError when a signal comes. */
export async function printFluctuations(result: RunResult, format: 'json' | 'csv' | 'table'): Promise<void> {
  const { specification } = result;
  if (specification.kind !== 'theory') return;
  const line = new ProgressLine();
  const points = await interruptible((signal) =>
    theoryFluctuations(specification, {
      signal,
      onProgress: async (fraction) => {
        line.update(`fluctuations ${Math.round(100 * fraction)} %`);
        // Signals are only heard between two turns of the event loop.
        await new Promise((resolve) => setImmediate(resolve));
      },
    }).finally(() => line.clear()),
  );
  await writeOut(formatFluctuations(result, points, format));
}
