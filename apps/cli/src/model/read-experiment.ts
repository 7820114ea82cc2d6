import { readFileSync } from 'node:fs';
import { z } from 'zod';
import {
  experimentSpecificationSchema,
  findPreset,
  presetNames,
  type ExperimentSpecification,
} from '@crossover/experiments';
import { UsageError } from '../errors.ts';
import * as messages from '../messages.ts';
import type { OverrideOptions } from './override-options.ts';

/**
 * A preset by its name, or else the experiment in a file, as the options change it.
 *
 * @throws UsageError when there is neither, and for what the file or the options ask for that cannot be
 */
export function readExperiment(name: string, options: OverrideOptions): ExperimentSpecification {
  return presetOf(name, options) ?? experimentInFile(name, options);
}

function presetOf(name: string, { quick }: OverrideOptions): ExperimentSpecification | undefined {
  return findPreset(name, quick === true ? 'quick' : 'full');
}

function experimentInFile(path: string, { quick }: OverrideOptions): ExperimentSpecification {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new UsageError(messages.unknownExperiment(path, presetNames, (error as Error).message));
  }
  if (quick === true) throw new UsageError(messages.quickOfFile(path));
  try {
    return experimentSpecificationSchema.parse(JSON.parse(text));
  } catch (error) {
    const reason = error instanceof z.ZodError ? z.prettifyError(error) : (error as Error).message;
    throw new UsageError(messages.unreadableExperiment(path, reason), { cause: error });
  }
}
