import { Option, type Command } from 'commander';
import { activations } from './network-options.ts';
import { numberList, positiveInteger, realNumber } from './option-values.ts';

/** What may be changed in an experiment from the command line. */
export interface OverrideOptions {
  readonly quick?: true | undefined;
  readonly d?: readonly number[] | undefined;
  readonly noise?: readonly number[] | undefined;
  readonly p0?: readonly number[] | undefined;
  readonly k?: readonly number[] | undefined;
  readonly kappa?: readonly number[] | undefined;
  readonly delta?: readonly number[] | undefined;
  readonly gamma0?: readonly number[] | undefined;
  readonly seed?: readonly number[] | undefined;
  readonly activation?: string | undefined;
  readonly replicas?: number | undefined;
  readonly tMax?: number | undefined;
}

/** Options that take one number or several, and the parameters that they set. */
const swept = [
  ['--d <list>', 'inputDimension', 'input dimensions d'],
  ['--noise <list>', 'noise', 'variances Δ of the label noise'],
  ['--p0 <list>', 'widthPrefactor', 'width prefactors p₀'],
  ['--k <list>', 'teacherWidth', 'hidden units of the teacher'],
  ['--kappa <list>', 'kappa', 'width exponents κ'],
  ['--delta <list>', 'delta', 'learning-rate exponents δ'],
  ['--gamma0 <list>', 'learningRatePrefactor', 'rate prefactors γ₀'],
  ['--seed <list>', 'seed', 'seeds of everything random'],
] as const;

export function addQuickOption(command: Command): Command {
  return command.option('--quick', 'the small profile of a preset: less than a minute on two cores');
}

/** The options that change an experiment before it is run or planned. */
export function addOverrideOptions(command: Command): Command {
  for (const [flags, , description] of swept) {
    command.option(flags, `${description}, one or several: replaces what the experiment says`, numberList);
  }
  return command
    .addOption(
      new Option(
        '--activation <name>',
        'of student and teacher, instead of what the experiment says',
      ).choices(activations),
    )
    .option('--replicas <integer>', 'instead of what the experiment says', positiveInteger)
    .option('--t-max <time>', 'last output time, instead of what the experiment says', realNumber);
}
