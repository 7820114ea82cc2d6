import { Option, type Command } from 'commander';
import { givenInputsDigest } from '@crossover/experiments';
import { UsageError } from '../errors.ts';
import * as messages from '../messages.ts';
import { readInputRows } from './input-rows.ts';
import { numberListFile, readMatrixFile } from './matrix-file.ts';
import { positiveInteger, realNumber } from './option-values.ts';

/** The options of `simulate` that change the model; the theory has equations for the defaults only. */
export interface SimulationOptions {
  readonly activation: string;
  readonly teacherActivation?: string | undefined;
  readonly studentOutputs?: string | undefined;
  readonly teacherOutputs?: string | undefined;
  readonly secondLayerRate?: number | undefined;
  readonly weightDecay: number;
  readonly batch: number;
  readonly lazy?: boolean | undefined;
  readonly teacher?: string | undefined;
  readonly spectrum?: string | undefined;
  readonly inputs?: string | undefined;
  readonly passes?: number | undefined;
}

const activations = ['erf', 'relu', 'linear', 'quadratic', 'hermite2'];

export function addSimulationOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--activation <name>', 'of the student; quadratic is z², hermite2 z² − 1')
        .choices(activations)
        .default('erf'),
    )
    .addOption(
      new Option('--teacher-activation <name>', "of the teacher (default: the student's)").choices([
        ...activations,
        'sign',
      ]),
    )
    .option('--student-outputs <file>', 'JSON array of the p output weights a (default: all 1)')
    .option('--teacher-outputs <file>', 'JSON array of the k output weights a* (default: all 1)')
    .option(
      '--second-layer-rate <number>',
      'trains a as well, at this rate in units of t: γ_a = rate · p δt',
      realNumber,
    )
    .option('--weight-decay <number>', 'per unit of t: a step takes away weight-decay · δt', realNumber, 0)
    .option('--batch <integer>', 'fresh samples over which a step averages', positiveInteger, 1)
    .option('--lazy', 'trains the student linearised around its start')
    .option(
      '--teacher <file>',
      'a given teacher for the named starts: JSON {"P": [[…]]} or {"weights": [[…]]} with rows of d numbers',
    )
    .option(
      '--spectrum <exponent|file>',
      "variances of the inputs' coordinates: a power law j^-exponent of mean 1, or a JSON array of d numbers",
    )
    .option('--inputs <file>', 'inputs from a file: rows of d numbers, as .csv text or .npy')
    .option('--passes <integer>', 'how often the rows of --inputs may be used (default: 1)', positiveInteger);
}

/** The fields of a specification that the options set, and the numbers of given inputs. */
export interface SimulationFields {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly teacher: unknown;
  readonly rows: Float64Array | undefined;
}

/** @throws UsageError for files that cannot be read */
export function readSimulationOptions(options: SimulationOptions, inputDimension: number): SimulationFields {
  const { teacherActivation, secondLayerRate, teacher, inputs, spectrum, passes } = options;
  if (inputs !== undefined && spectrum !== undefined) throw new UsageError(messages.inputsAndSpectrum());
  if (inputs === undefined && passes !== undefined) throw new UsageError(messages.passesWithoutInputs());
  const outputs = (option: string, path: string | undefined) =>
    path === undefined ? null : numberListFile(option, path);
  const student = outputs('--student-outputs', options.studentOutputs);
  const given = outputs('--teacher-outputs', options.teacherOutputs);
  const rows = inputs === undefined ? undefined : readInputRows(inputs, inputDimension);
  return {
    fields: {
      activation: options.activation,
      ...(teacherActivation === undefined ? {} : { teacherActivation }),
      secondLayer:
        secondLayerRate === undefined
          ? { kind: 'fixed', student, teacher: given }
          : { kind: 'trained', rate: secondLayerRate, student, teacher: given },
      weightDecay: options.weightDecay,
      batchSize: options.batch,
      training: options.lazy === true ? 'lazy' : 'full',
      inputs: inputsField(options, rows, inputDimension),
    },
    teacher: teacher === undefined ? undefined : readMatrixFile('--teacher', teacher),
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
