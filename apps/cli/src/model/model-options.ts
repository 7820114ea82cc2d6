import { Option, type Command } from 'commander';
import {
  InvalidSpecificationError,
  normalizeRunSpecification,
  scalingOf,
  type Equations,
  type InitialConditionSpecification,
  type RunSpecification,
} from '@crossover/experiments';
import { UsageError } from '../errors.ts';
import * as messages from '../messages.ts';
import { optionWording } from './option-wording.ts';
import { readInitialCondition, type InitialOptions } from './initial-option.ts';
import { numberList, realNumber } from './option-values.ts';
import type { ModelFields } from './network-options.ts';
import { readTimes, type TimesOptions } from './times-option.ts';

/** The options that `theory` and `simulate` share: one model, one start, one set of output times. */
export interface ModelOptions extends InitialOptions, TimesOptions {
  readonly p0: number;
  readonly k: number;
  readonly d?: number | undefined;
  readonly kappa: number;
  readonly delta: number;
  readonly gamma0: number;
  readonly noise: number;
  readonly seed: number;
  readonly format?: 'json' | 'csv' | 'table' | undefined;
}

/** What tells a simulation from a theory run. */
export type RunKind =
  | { readonly kind: 'theory'; readonly equations: Equations }
  | {
      readonly kind: 'simulation';
      readonly engine: 'auto' | 'projected' | 'direct';
      readonly replica: number;
    };

export function addModelOptions(command: Command): Command {
  return command
    .usage('--p0 N --k N --kappa N --delta N --gamma0 N --noise N (--t-max T | --times LIST) [options]')
    .requiredOption(
      '--p0 <number>',
      'width prefactor p₀: the student has p = round(p₀ d^κ) hidden units',
      realNumber,
    )
    .requiredOption('--k <integer>', 'hidden units of the teacher', realNumber)
    .requiredOption('--kappa <number>', 'width exponent κ', realNumber)
    .requiredOption('--delta <number>', 'learning-rate exponent δ; κ + δ decides the regime', realNumber)
    .requiredOption('--gamma0 <number>', 'rate prefactor γ₀: γ/p = (γ₀/p₀) d^-(κ+δ)', realNumber)
    .requiredOption('--noise <number>', 'variance Δ of the label noise', realNumber)
    .option(
      '--initial <start>',
      'teacher-span, sphere, gaussian, symmetric, or a JSON file {"Q", "M", "P"}',
      'teacher-span',
    )
    .option('--standard-deviation <number>', 'of the weights, for --initial gaussian', realNumber, 1)
    .option('--self-overlap <number>', 'q of Q⁰ = q I, for --initial symmetric', realNumber, 0.25)
    .option('--alignment <number>', 'common value of M⁰, for --initial symmetric', realNumber, 0.01)
    .option(
      '--perturbation <number>',
      'ε that breaks its symmetry, for --initial symmetric',
      realNumber,
      1e-3,
    )
    .option('--seed <integer>', 'seed of everything random', realNumber, 0)
    .option(
      '--t-max <time>',
      "last output time, in the regime's own t; the others are log-spaced",
      realNumber,
    )
    .option('--times <list>', 'output times, such as 0,1,10', numberList)
    .addOption(
      new Option('--format <format>', 'of stdout (default: table on a terminal, otherwise json)').choices([
        'json',
        'csv',
        'table',
      ]),
    );
}

/**
 * The run that the options describe.
 *
 * @throws UsageError for options that do not fit together, and for a run that cannot be carried out
 */
export function readRun(
  options: ModelOptions,
  run: RunKind,
  { fields, teacher }: ModelFields,
): RunSpecification {
  const model = {
    widthPrefactor: options.p0,
    teacherWidth: options.k,
    inputDimension: options.d ?? null,
    kappa: options.kappa,
    delta: options.delta,
    learningRatePrefactor: options.gamma0,
    noise: options.noise,
    initial: withTeacher(readInitialCondition(options), teacher),
    seed: options.seed,
    observables: 'overlaps',
    ...run,
    ...fields,
  };
  const times = readTimes(options, timeStepOf(model));
  try {
    return normalizeRunSpecification({ ...model, times });
  } catch (error) {
    if (!(error instanceof InvalidSpecificationError)) throw error;
    throw new UsageError(optionWording(error), { cause: error });
  }
}

function withTeacher(initial: InitialConditionSpecification, teacher: unknown): object {
  if (teacher === undefined) return initial;
  if (initial.kind === 'explicit') throw new UsageError(messages.teacherOfExplicitStart());
  return { ...initial, teacher };
}

/** δt of the model, or null where it has none or cannot be carried out: that is said when it is normalised. */
function timeStepOf(model: object): number | null {
  try {
    return scalingOf(normalizeRunSpecification({ ...model, times: [0] })).timeStep;
  } catch {
    return null;
  }
}

export function outputFormat({ format }: Pick<ModelOptions, 'format'>): 'json' | 'csv' | 'table' {
  return format ?? (process.stdout.isTTY ? 'table' : 'json');
}
