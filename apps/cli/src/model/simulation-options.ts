import type { Command } from 'commander';
import { givenInputsDigest } from '@crossover/experiments';
import { UsageError } from '../errors.ts';
import * as messages from '../messages.ts';
import { readInputRows } from './input-rows.ts';
import { numberListFile } from './matrix-file.ts';
import type { ModelFields } from './network-options.ts';
import { positiveInteger } from './option-values.ts';

/** The options of `simulate` under which the overlaps obey no equations of their own. */
export interface SimulationOptions {
  readonly lazy?: boolean | undefined;
  readonly spectrum?: string | undefined;
  readonly inputs?: string | undefined;
  readonly passes?: number | undefined;
}

export function addSimulationOptions(command: Command): Command {
  return command
    .option('--lazy', 'trains the student linearised around its start')
    .option(
      '--spectrum <exponent|file>',
      "variances of the inputs' coordinates: a power law j^-exponent of mean 1, or a JSON array of d numbers",
    )
    .option('--inputs <file>', 'inputs from a file: rows of d numbers, as .csv text or .npy')
    .option('--passes <integer>', 'how often the rows of --inputs may be used (default: 1)', positiveInteger);
}

/** The fields of a specification that the options set, and the numbers of given inputs. */
export interface SimulationFields extends Pick<ModelFields, 'fields'> {
  readonly rows: Float64Array | undefined;
}

/** @throws UsageError for files that cannot be read */
export function readSimulationOptions(options: SimulationOptions, inputDimension: number): SimulationFields {
  const { inputs, spectrum, passes } = options;
  if (inputs !== undefined && spectrum !== undefined) throw new UsageError(messages.inputsAndSpectrum());
  if (inputs === undefined && passes !== undefined) throw new UsageError(messages.passesWithoutInputs());
  const rows = inputs === undefined ? undefined : readInputRows(inputs, inputDimension);
  return {
    fields: {
      training: options.lazy === true ? 'lazy' : 'full',
      inputs: inputsField(options, rows, inputDimension),
    },
    rows,
  };
}

function inputsField(
  { spectrum, passes = 1 }: SimulationOptions,
  rows: Float64Array | undefined,
  d: number,
): object {
  if (rows !== undefined) {
    return { kind: 'given', digest: givenInputsDigest(rows), rows: rows.length / d, passes };
  }
  if (spectrum === undefined) return { kind: 'isotropic' };
  const exponent = Number(spectrum);
  return Number.isFinite(exponent) && spectrum.trim() !== ''
    ? { kind: 'power-law', exponent }
    : { kind: 'spectrum', eigenvalues: numberListFile('--spectrum', spectrum) };
}
