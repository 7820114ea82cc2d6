import {
  describeRun,
  estimateWork,
  expandExperiment,
  experimentSpecificationSchema,
  findPreset,
  InvalidSpecificationError,
  presetNames,
  recordLength,
  runIdentity,
  type ExperimentSpecification,
  type RunSpecification,
} from '@crossover/experiments';
import { LIMITS, type ExperimentSummary } from '@crossover/protocol';
import { RefusedError, refuseInvalid } from '../errors.ts';
import { messages } from '../messages.ts';

/** The experiment of a preset's name. */
export function presetSpecification(name: string): ExperimentSpecification {
  const preset = findPreset(name);
  if (preset === undefined) {
    throw new RefusedError('unknown-preset', messages.unknownPreset(name.slice(0, 80), presetNames));
  }
  return preset;
}

/**
 * Checks an experiment as somebody sent it, and lists its runs.
 *
 * @throws {RefusedError} `invalid-specification`, saying where and what to do
 */
export function planExperiment(input: unknown): {
  specification: ExperimentSpecification;
  runs: RunSpecification[];
} {
  const parsed = experimentSpecificationSchema.safeParse(input);
  if (!parsed.success) {
    throw refuseInvalid(parsed.error, messages.invalidExperiment(), 'invalid-specification');
  }
  const runs = expand(parsed.data);
  if (runs.length === 0) throw new RefusedError('invalid-specification', messages.noRuns());
  if (runs.length > LIMITS.maxRunsPerExperiment) {
    throw new RefusedError('invalid-specification', messages.tooManyRuns(runs.length));
  }
  const largest = Math.max(...distinctShapes(runs).map(resultBytes));
  if (largest > LIMITS.maxResultBytes) {
    throw new RefusedError('invalid-specification', messages.resultTooLarge(largest));
  }
  return { specification: parsed.data, runs };
}

/** What is known of a run before it is stored. */
export interface PlannedRun {
  readonly id: string;
  readonly specification: RunSpecification;
  /** Estimated work in microseconds of a reference core. */
  readonly work: number;
  readonly theory: boolean;
}

export function planRun(specification: RunSpecification): PlannedRun {
  return {
    id: runIdentity(specification),
    specification,
    work: estimateWork(specification),
    theory: specification.kind === 'theory',
  };
}

/** Where runs lie in the phase diagram, each place once. */
export function phasePoints(runs: readonly RunSpecification[]): ExperimentSummary['points'] {
  const regimes = new Set<string>();
  const positions = new Map<string, { kappa: number; delta: number }>();
  for (const run of runs) {
    const { kappa, delta } = run;
    const place = `${kappa} ${delta}`;
    if (positions.has(place)) continue;
    regimes.add(describeRun(run).regime);
    positions.set(place, { kappa, delta });
  }
  return { regimes: [...regimes], positions: [...positions.values()].slice(0, MAXIMUM_POSITIONS) };
}

const MAXIMUM_POSITIONS = 1000;

function expand(specification: ExperimentSpecification): RunSpecification[] {
  try {
    return expandExperiment(specification);
  } catch (error) {
    if (!(error instanceof InvalidSpecificationError)) throw error;
    throw new RefusedError(
      'invalid-specification',
      messages.invalidExperiment(),
      error.issues.slice(0, 20).map(({ path, message }) => ({ path, message })),
    );
  }
}

/** One run for every distinct size of result: computing the size of each of 10⁵ runs would take a while. */
function distinctShapes(runs: readonly RunSpecification[]): RunSpecification[] {
  const shapes = new Map<string, RunSpecification>();
  for (const run of runs) {
    const { widthPrefactor, kappa, inputDimension, teacherWidth, observables, times } = run;
    shapes.set(
      [widthPrefactor, kappa, inputDimension, teacherWidth, observables, times.length].join(' '),
      run,
    );
  }
  return [...shapes.values()];
}

/** Bytes of an encoded result, up to its header: P (k²) and a record for each time, in float64. */
function resultBytes(run: RunSpecification): number {
  return 8 * (run.teacherWidth ** 2 + run.times.length * recordLength(run)) + 64;
}
