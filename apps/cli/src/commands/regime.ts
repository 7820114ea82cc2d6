import { Option, type Command } from 'commander';
import {
  InvalidArgumentError,
  phaseReport,
  type PhasePoint,
  type PhaseReport,
  type PhaseReportOptions,
} from '@crossover/experiments';
import { bibliographyOfReport } from '../citations/bibliography.ts';
import { UsageError } from '../errors.ts';
import * as messages from '../messages.ts';
import { positiveNumber, realNumber } from '../model/option-values.ts';
import { formatRegime } from '../regime/regime-output.ts';
import { readStart } from '../regime/start-option.ts';
import { writeOut } from '../terminal/output.ts';

interface RegimeOptions {
  readonly d: number;
  readonly k: number;
  readonly noise: number;
  readonly p?: number | undefined;
  readonly gamma?: number | undefined;
  readonly p0?: number | undefined;
  readonly kappa?: number | undefined;
  readonly gamma0?: number | undefined;
  readonly delta?: number | undefined;
  readonly initial?: string | undefined;
  readonly draws: number;
  readonly seed: number;
  readonly stepsPerSecond?: number | undefined;
  readonly cite?: true;
  readonly format?: 'json' | 'table' | undefined;
}

const examples = `
Examples:
  crossover regime --d 1000 --k 4 --p 8 --gamma 8 --noise 1e-3
  crossover regime --d 1000 --k 4 --p0 8 --kappa 0 --gamma0 8 --delta 0.5 --noise 1e-3 --steps-per-second 1e6
  crossover regime --d 1e6 --k 4 --p 8 --gamma 8 --noise 1e-3 --initial sphere --format json
`;

/** `crossover regime`: where a run of finite d lies, what will happen, and how long it will take. */
export function addRegimeCommand(program: Command): void {
  program
    .command('regime')
    .description('say where a run lies in the phase diagram, what its risk ends at and why, and when')
    .usage('--d N --k N --noise N (--p N --gamma N | --p0 N --kappa N --gamma0 N --delta N) [options]')
    .requiredOption('--d <integer>', 'input dimension', realNumber)
    .requiredOption('--k <integer>', 'hidden units of the teacher', realNumber)
    .requiredOption('--noise <number>', 'variance Δ of the label noise', realNumber)
    .option('--p <integer>', 'hidden units of the student, with --gamma', realNumber)
    .option('--gamma <number>', 'learning rate γ, with --p', realNumber)
    .option('--p0 <number>', 'width prefactor p₀: p = round(p₀ d^κ)', realNumber)
    .option('--kappa <number>', 'width exponent κ', realNumber)
    .option('--gamma0 <number>', 'rate prefactor γ₀: γ = γ₀ d^-δ', realNumber)
    .option('--delta <number>', 'learning-rate exponent δ', realNumber)
    .option(
      '--initial <start>',
      'teacher-span, sphere, or a JSON file {"Q", "M", "P"} (default: teacher-span; sphere for k = 1)',
    )
    .option('--draws <integer>', 'starts to draw and follow', realNumber, 3)
    .option('--seed <integer>', 'seed of these draws', realNumber, 0)
    .option('--steps-per-second <number>', 'speed of a simulation, for times in seconds', positiveNumber)
    .option('--cite', 'no report, but the papers that it rests on, as BibTeX')
    .addOption(
      new Option('--format <format>', 'of stdout (default: table on a terminal, otherwise json)').choices([
        'json',
        'table',
      ]),
    )
    .addHelpText('after', examples)
    .action(async (options: RegimeOptions) => {
      const report = reportOf(options);
      const format = options.format ?? (process.stdout.isTTY ? 'table' : 'json');
      await writeOut(options.cite === true ? bibliographyOfReport(report) : formatRegime(report, format));
    });
}

/** @throws UsageError for numbers that no run can have */
function reportOf(options: RegimeOptions): PhaseReport {
  const { initial, draws, seed, stepsPerSecond } = options;
  const start = initial === undefined ? undefined : readStart(initial);
  const given = { ...pointOf(options), start, draws, stepsPerSecond, key: `regime/${seed}` };
  try {
    return phaseReport(given satisfies PhaseReportOptions);
  } catch (error) {
    if (!(error instanceof InvalidArgumentError)) throw error;
    throw new UsageError(inOptions(error.message), { cause: error });
  }
}

/** Numbers or exponents, but not some of both. */
function pointOf({ d, k, noise, p, gamma, p0, kappa, gamma0, delta }: RegimeOptions): PhasePoint {
  const run = { inputDimension: d, teacherWidth: k, noise };
  const hasNumbers = p !== undefined || gamma !== undefined;
  const hasExponents = [p0, kappa, gamma0, delta].some((value) => value !== undefined);
  if (hasNumbers && hasExponents) throw new UsageError(messages.numbersOrExponents('both'));
  if (p !== undefined && gamma !== undefined) return { ...run, studentWidth: p, learningRate: gamma };
  if (p0 !== undefined && kappa !== undefined && gamma0 !== undefined && delta !== undefined) {
    return { ...run, widthPrefactor: p0, kappa, learningRatePrefactor: gamma0, delta };
  }
  throw new UsageError(messages.numbersOrExponents(hasNumbers || hasExponents ? 'a part' : 'neither'));
}

const optionOfField: Readonly<Record<string, string>> = {
  inputDimension: '--d',
  teacherWidth: '--k',
  studentWidth: '--p',
  learningRate: '--gamma',
  widthPrefactor: '--p0',
  learningRatePrefactor: '--gamma0',
  noise: '--noise',
  draws: '--draws',
  start: '--initial',
};

/** The message of an error in the words of the command line. */
function inOptions(message: string): string {
  return message.replace(
    /^(\w+)(?= (?:is|has) )|\b(?:studentWidth|teacherWidth)\b/g,
    (field) => optionOfField[field] ?? field,
  );
}
