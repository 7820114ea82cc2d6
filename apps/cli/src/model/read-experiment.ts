import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import {
  ExperimentFileError,
  experimentFromFlags,
  findPreset,
  InvalidSpecificationError,
  parseExperiment,
  presetNames,
  withOverrides,
  type ExperimentSpecification,
} from '@crossover/experiments';
import { UsageError } from '../errors.ts';
import * as messages from '../messages.ts';
import {
  addOverrideOptions,
  optionOfOverride,
  overridesOf,
  type OverrideOptions,
} from './override-options.ts';

/** Which experiment, and how it is changed. */
export interface ExperimentOptions extends OverrideOptions {
  readonly quick?: true | undefined;
}

/** The argument and the options that say which experiment is meant. */
export function addExperimentOptions(command: Command): Command {
  return addOverrideOptions(
    command
      .argument('[preset-or-file]', 'left out: the experiment that the options alone describe')
      .option('--quick', 'the small profile of a preset, less than a minute on two cores'),
  );
}

/**
 * A preset by its name, or else the experiment in a YAML or JSON file, as the options change it; without a name, the experiment
 * that the options describe.
 *
 * @throws UsageError when there is neither, and for what the file or the options ask for that cannot be
 */
export function readExperiment(
  name: string | undefined,
  options: ExperimentOptions,
): ExperimentSpecification {
  const overrides = overridesOf(options);
  const isUnchanged = Object.keys(overrides).length === 0;
  if (name === undefined) {
    if (options.quick === true) throw new UsageError(messages.quickOfNothing());
    if (isUnchanged) throw new UsageError(messages.noExperiment(presetNames));
    return fromOverrides(() => experimentFromFlags(overrides));
  }
  const profile = options.quick === true ? 'quick' : 'full';
  const experiment = findPreset(name, profile) ?? experimentInFile(name, options);
  return isUnchanged ? experiment : fromOverrides(() => withOverrides(experiment, overrides));
}

function experimentInFile(path: string, { quick }: ExperimentOptions): ExperimentSpecification {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new UsageError(messages.unknownExperiment(path, presetNames, (error as Error).message));
  }
  if (quick === true) throw new UsageError(messages.quickOfFile(path));
  try {
    return parseExperiment(text, { name: path });
  } catch (error) {
    if (!(error instanceof ExperimentFileError)) throw error;
    throw new UsageError(error.message, { cause: error });
  }
}

/** Faults of overrides, in the words of the command line. */
function fromOverrides(make: () => ExperimentSpecification): ExperimentSpecification {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof InvalidSpecificationError)) throw error;
    const faults = error.issues.map(
      ({ path, message }) => `${optionOfOverride(path.split('.')[0] ?? '')}: ${message}`,
    );
    throw new UsageError(faults.join('\n'), { cause: error });
  }
}
