import { Option, type Command } from 'commander';
import {
  createFiniteWidthTrajectories,
  createMeanFieldTrajectory,
  InvalidArgumentError,
  overlapsOfParticles,
  type FiniteWidthComparison,
  type MeanFieldTrajectory,
} from '@crossover/experiments';
import { formatMeanField, type MeanFieldResult } from '../curves/mean-field-output.ts';
import { UsageError } from '../errors.ts';
import * as messages from '../messages.ts';
import { outputFormat } from '../model/model-options.ts';
import {
  nonNegativeNumber,
  numberList,
  positiveIntegerList,
  positiveNumber,
  realNumber,
} from '../model/option-values.ts';
import { addParticlesOptions, readParticles, type ParticlesOptions } from '../model/particles-option.ts';
import { readTimes, type TimesOptions } from '../model/times-option.ts';
import { interruptible } from '../terminal/interruption.ts';
import { writeOut } from '../terminal/output.ts';
import { ProgressLine } from '../terminal/progress-line.ts';

interface MeanFieldOptions extends ParticlesOptions, TimesOptions {
  readonly p0: number;
  readonly gamma0: number;
  readonly particlesAre: 'units' | 'distribution';
  readonly compare?: boolean | undefined;
  readonly p?: number[] | undefined;
  readonly plateau?: boolean | undefined;
  readonly noise?: number | undefined;
  readonly format?: 'json' | 'csv' | 'table' | undefined;
}

type Followed = Pick<MeanFieldTrajectory, 'advance' | 'time'>;

const DEFAULT_WIDTHS = [50, 100, 200];

const examples = `
Examples:
  crossover mean-field --k 4 --t-max 100
  crossover mean-field --particles 4000 --k 2 --initial gaussian --alignment 0.05 --times 0,1,10,100 --format csv
  crossover mean-field --k 2 --initial gaussian --alignment 0.5 --t-max 5 --compare --p 50,100,200
`;

/** `crossover mean-field`: the limit p → ∞ as particles, and networks of finite width beside it. */
export function addMeanFieldCommand(program: Command): void {
  const command = program
    .command('mean-field')
    .description('solve the mean-field limit p → ∞ of the region of perfect learning with particles')
    .usage('--k N (--t-max T | --times LIST) [options]');
  addParticlesOptions(command)
    .option('--p0 <number>', 'width prefactor p₀', positiveNumber, 1)
    .option('--gamma0 <number>', 'rate prefactor γ₀; velocities are proportional to γ₀/p₀', positiveNumber, 1)
    .addOption(
      new Option('--particles-are <what>', 'units of one network, or a sample of the distribution at p = ∞')
        .choices(['units', 'distribution'])
        .default('units'),
    )
    .option('--t-max <time>', 'last output time; the others are log-spaced', realNumber)
    .option('--times <list>', 'output times, such as 0,1,10', numberList)
    .option('--compare', 'solve the full equations of networks of finite width as well')
    .option(
      '--p <list>',
      `their widths, for --compare (default: ${DEFAULT_WIDTHS.join(',')}); the time goes like p³, with --plateau like p⁴`,
      positiveIntegerList,
    )
    .option(
      '--plateau',
      'gives these networks the variance part (γ₀/p₀)² of the plateau, where they keep their distance',
    )
    .option(
      '--noise <number>',
      'variance Δ of the label noise, for --plateau (default: 0)',
      nonNegativeNumber,
    )
    .addOption(
      new Option('--format <format>', 'of stdout (default: table on a terminal, otherwise json)').choices([
        'json',
        'csv',
        'table',
      ]),
    )
    .addHelpText('after', examples)
    .action(async (options: MeanFieldOptions) => {
      const line = new ProgressLine();
      const result = await interruptible((signal) =>
        solveWith(options, line, signal).finally(() => line.clear()),
      );
      await writeOut(formatMeanField(result, outputFormat(options)));
    });
}

async function solveWith(
  options: MeanFieldOptions,
  line: ProgressLine,
  signal: AbortSignal,
): Promise<MeanFieldResult> {
  const { particlesAre, gamma0, p0, noise = 0, plateau = false } = options;
  const widths = readWidths(options);
  const times = readTimes(options, null);
  const start = readParticles(options);
  const { particles, teacherSecondLayer } = start;
  const gradient = gamma0 / p0;
  const variance = plateau ? gradient * gradient : 0;
  const shared = { times, gradient, ...(teacherSecondLayer && { teacherSecondLayer }) };
  const limit = withTimesAtFault(() => createMeanFieldTrajectory({ ...shared, particles, particlesAre }));
  // Before anything is solved: a start of which there are no networks is refused at once.
  const units = widths.map((width) => overlapsOfParticles(start.unitsOfWidth(width)));
  const follow = async (name: string, trajectory: Followed): Promise<void> => {
    while (!trajectory.advance(1)) {
      line.update(`${name} ${Math.round((100 * trajectory.time) / (times.at(-1) ?? 1))} %`);
      // Signals are only heard between two turns of the event loop.
      await new Promise((resolve) => setImmediate(resolve));
      signal.throwIfAborted();
    }
  };
  await follow('mean field', limit);
  const networks: { width: number; comparison: FiniteWidthComparison }[] = [];
  for (const initial of units) {
    const width = initial.studentWidth;
    const both = createFiniteWidthTrajectories({ ...shared, initial, variance, noise });
    await follow(`${width} particles`, both.meanField);
    await follow(`network of width ${width}`, both.network);
    networks.push({ width, comparison: both.compare() });
  }
  const { k, initial, standardDeviation, alignment, draws, seed } = options;
  const law = initial === 'gaussian' ? { standardDeviation, alignment } : {};
  const model = {
    particles: particles.count,
    teacherWidth: k,
    initial,
    ...law,
    draws,
    seed,
    particlesAre,
    gradient,
    variance,
    noise,
    P: [...particles.P],
    teacherSecondLayer: teacherSecondLayer === undefined ? null : [...teacherSecondLayer],
  };
  return { model, points: limit.points, networks };
}

/** The widths to compare with; none unless --compare asks for them. @throws UsageError for options without the one they belong to */
function readWidths({ compare = false, p, plateau = false, noise }: MeanFieldOptions): readonly number[] {
  if (!compare && p !== undefined) throw new UsageError(messages.optionNeeds('--p', '--compare'));
  if (!compare && plateau) throw new UsageError(messages.optionNeeds('--plateau', '--compare'));
  if (!plateau && noise !== undefined) throw new UsageError(messages.optionNeeds('--noise', '--plateau'));
  return compare ? (p ?? DEFAULT_WIDTHS) : [];
}

/** Everything else has been checked when a trajectory is made. */
function withTimesAtFault<T>(create: () => T): T {
  try {
    return create();
  } catch (error) {
    if (error instanceof InvalidArgumentError) {
      throw new UsageError(`--times: ${error.message}`, { cause: error });
    }
    throw error;
  }
}
