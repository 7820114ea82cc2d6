import { Option, type Command } from 'commander';
import { drawParticles, InvalidArgumentError, type Particles } from '@crossover/experiments';
import { UsageError } from '../errors.ts';
import * as messages from '../messages.ts';
import { numberListFile, readMatrixFile } from './matrix-file.ts';
import { naturalNumber, nonNegativeNumber, positiveInteger } from './option-values.ts';
import { readParticlesFile } from './particles-file.ts';

/** The options that say which particles start, and beside which teacher. */
export interface ParticlesOptions {
  readonly particles?: number | undefined;
  readonly k: number;
  readonly initial: string;
  readonly standardDeviation: number;
  readonly alignment: number;
  readonly draws: 'random' | 'quasi-random';
  readonly teacher?: string | undefined;
  readonly teacherOutputs?: string | undefined;
  readonly seed: number;
}

const DEFAULT_COUNT = 2000;

export function addParticlesOptions(command: Command): Command {
  return command
    .requiredOption('--k <integer>', 'hidden units of the teacher', positiveInteger)
    .option('--particles <integer>', `how many there are (default: ${DEFAULT_COUNT})`, positiveInteger)
    .option(
      '--initial <start>',
      'sphere-in-span (the teacher-span of the other commands), gaussian, or a JSON file {"M", "outOfSpan", "P"}',
      'sphere-in-span',
    )
    .option('--standard-deviation <number>', 's of the weights, for gaussian', nonNegativeNumber, 1)
    .option(
      '--alignment <number>',
      "ε of the coordinates in the teacher's span, for gaussian: s/√d is that of a start in d dimensions",
      nonNegativeNumber,
      0,
    )
    .addOption(
      new Option('--draws <how>', 'independent particles, or such that fill the distribution more evenly')
        .choices(['random', 'quasi-random'])
        .default('quasi-random'),
    )
    .option(
      '--teacher <file>',
      'a given teacher: JSON {"P": [[…]]} or {"weights": [[…]]} with rows of d numbers',
    )
    .option('--teacher-outputs <file>', 'JSON array of the k output weights a* (default: all 1)')
    .option('--seed <integer>', 'seed of the draws', naturalNumber, 0);
}

/** A start as the options describe it. */
export interface ParticleStart {
  readonly particles: Particles;
  /** a*, or undefined where all are 1. */
  readonly teacherSecondLayer: Float64Array | undefined;
  /** The units of a network of width p, drawn independently from the same law. @throws UsageError where there is none */
  unitsOfWidth(p: number): Particles;
}

/** @throws UsageError for files that cannot be read, and for what does not fit together */
export function readParticles(options: ParticlesOptions): ParticleStart {
  const { teacherOutputs } = options;
  const teacherSecondLayer =
    teacherOutputs === undefined
      ? undefined
      : Float64Array.from(numberListFile('--teacher-outputs', teacherOutputs));
  if (teacherSecondLayer !== undefined && teacherSecondLayer.length !== options.k) {
    throw new UsageError(messages.numbersInFile('--teacher-outputs', teacherSecondLayer.length, options.k));
  }
  try {
    return { ...startOf(options), teacherSecondLayer };
  } catch (error) {
    if (error instanceof InvalidArgumentError) throw new UsageError(error.message, { cause: error });
    throw error;
  }
}

function startOf(options: ParticlesOptions): Omit<ParticleStart, 'teacherSecondLayer'> {
  const { k, initial, particles = DEFAULT_COUNT, seed, draws, standardDeviation, alignment } = options;
  const P = options.teacher === undefined ? undefined : teacherOf(options.teacher);
  if (!['sphere-in-span', 'teacher-span', 'gaussian'].includes(initial)) {
    return {
      particles: explicitParticles(options, P),
      unitsOfWidth: () => {
        throw new UsageError(messages.widthsOfExplicitStart());
      },
    };
  }
  const draw = (count: number, key: string, how: 'random' | 'quasi-random') =>
    drawParticles(
      initial === 'gaussian' ? { kind: initial, standardDeviation, alignment } : { kind: 'sphere-in-span' },
      { count, teacherWidth: k, key, draws: how, ...(P && { P }) },
    );
  return {
    particles: draw(particles, `mean-field/${seed}`, draws),
    unitsOfWidth: (p) => draw(p, `mean-field/${seed}/width/${p}`, 'random'),
  };
}

function explicitParticles(
  { initial, k, particles }: ParticlesOptions,
  given: Float64Array | undefined,
): Particles {
  const { M, outOfSpan, P } = readParticlesFile(initial);
  if (P !== undefined && given !== undefined) throw new UsageError(messages.teacherOfExplicitStart());
  if (particles !== undefined && particles !== M.length) {
    throw new UsageError(messages.particlesInFile(initial, M.length, particles));
  }
  const teacher = P === undefined ? given : Float64Array.from(P.flat());
  return drawParticles(
    { kind: 'explicit', M: Float64Array.from(M.flat()), outOfSpan: Float64Array.from(outOfSpan) },
    { count: M.length, teacherWidth: k, key: '', ...(teacher && { P: teacher }) },
  );
}

/** P of a given teacher: W* W*ᵀ/d where it is given by its weights. */
function teacherOf(path: string): Float64Array {
  const teacher = readMatrixFile('--teacher', path);
  if ('P' in teacher) return Float64Array.from(teacher.P.flat());
  const { weights } = teacher;
  return Float64Array.from(
    weights.flatMap((row) =>
      weights.map(
        (other) => row.reduce((sum, x, column) => sum + x * (other[column] ?? NaN), 0) / row.length,
      ),
    ),
  );
}
