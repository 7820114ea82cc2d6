import { Option, type Command } from 'commander';
import { numberListFile, readMatrixFile } from './matrix-file.ts';
import { positiveInteger, realNumber } from './option-values.ts';

/** The options of `theory` and `simulate` that change the networks and how they are trained. */
export interface NetworkOptions {
  readonly activation: string;
  readonly teacherActivation?: string | undefined;
  readonly studentOutputs?: string | undefined;
  readonly teacherOutputs?: string | undefined;
  readonly secondLayerRate?: number | undefined;
  readonly weightDecay: number;
  readonly batch: number;
  readonly teacher?: string | undefined;
}

export const activations = ['erf', 'relu', 'linear', 'quadratic', 'hermite2'];

export function addNetworkOptions(command: Command): Command {
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
    .option(
      '--teacher <file>',
      'a given teacher for the named starts: JSON {"P": [[…]]} or {"weights": [[…]]} with rows of d numbers',
    );
}

/** The fields of a specification that the options set, and a given teacher. */
export interface ModelFields {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly teacher: unknown;
}

/** @throws UsageError for files that cannot be read */
export function readNetworkOptions(options: NetworkOptions): ModelFields {
  const { teacherActivation, secondLayerRate, teacher } = options;
  const outputs = (option: string, path: string | undefined) =>
    path === undefined ? null : numberListFile(option, path);
  const student = outputs('--student-outputs', options.studentOutputs);
  const given = outputs('--teacher-outputs', options.teacherOutputs);
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
    },
    teacher: teacher === undefined ? undefined : readMatrixFile('--teacher', teacher),
  };
}
