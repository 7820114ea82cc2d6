import { InvalidArgumentError, Option, type Command } from 'commander';
import { equationNames, type Equations, type ExperimentOverrides } from '@crossover/experiments';
import * as messages from '../messages.ts';
import { activations } from './network-options.ts';
import { numberList, positiveInteger, positiveNumber } from './option-values.ts';

/** What may be changed in an experiment from the command line. */
export interface OverrideOptions {
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
  readonly theory?: readonly Equations[] | undefined;
  readonly tMax?: number | undefined;
}

/** Options that take one number or several. */
const swept = [
  ['--d <list>', 'input dimensions d'],
  ['--noise <list>', 'variances Δ of the label noise'],
  ['--p0 <list>', 'width prefactors p₀'],
  ['--k <list>', 'hidden units of the teacher'],
  ['--kappa <list>', 'width exponents κ'],
  ['--delta <list>', 'learning-rate exponents δ'],
  ['--gamma0 <list>', 'rate prefactors γ₀'],
  ['--seed <list>', 'seeds of everything random'],
] as const;

/** The options that change an experiment before it is run or planned, in all of its parts. */
export function addOverrideOptions(command: Command): Command {
  for (const [flags, description] of swept) command.option(flags, description, numberList);
  return command
    .addOption(new Option('--activation <name>', 'of student and teacher').choices(activations))
    .option('--replicas <integer>', 'of each simulation', positiveInteger)
    .option('--theory <list>', `equations to solve, of ${equationNames.join(', ')}; or none`, equationList)
    .option('--t-max <time>', 'last output time, in the unit of the times that it ends', positiveNumber);
}

/** The options that were given, by the names that the experiments package knows them by. */
export function overridesOf({
  d,
  noise,
  p0,
  k,
  kappa,
  delta,
  gamma0,
  seed,
  activation,
  replicas,
  theory,
  tMax,
}: OverrideOptions): ExperimentOverrides {
  const all = { d, noise, p0, k, kappa, delta, gamma0, seed, activation, replicas, theory, tMax };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

/** Parameters whose options have the names of their symbols. */
const optionOfParameter: Readonly<Record<string, string>> = {
  widthPrefactor: '--p0',
  teacherWidth: '--k',
  inputDimension: '--d',
  learningRatePrefactor: '--gamma0',
};

/** The option that sets what an issue of an override is about. */
export function optionOfOverride(name: string): string {
  return optionOfParameter[name] ?? `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

function equationList(text: string): Equations[] {
  if (text === 'none') return [];
  return text.split(',').map((word) => {
    const equations = equationNames.find((name) => name === word.trim());
    if (equations === undefined) throw new InvalidArgumentError(messages.notEquations(equationNames));
    return equations;
  });
}
