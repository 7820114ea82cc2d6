import { randomUUID } from 'node:crypto';
import { normalizeRunSpecification, runIdentity, type RunSpecification } from '@crossover/experiments';
import type { Attempt, Lease } from '@crossover/protocol';

/** A run as a check gives it to a node, right or wrong. */
export interface OfferedRun {
  readonly lease: Lease;
  readonly specification: Record<string, unknown>;
  readonly checkpoint: Uint8Array | null;
}

const model = {
  widthPrefactor: 4,
  teacherWidth: 2,
  kappa: 0,
  delta: 0,
  learningRatePrefactor: 1,
  noise: 1e-3,
} as const;

function simulation(seed: number, steps: number): RunSpecification {
  const inputDimension = 100;
  const count = 50;
  return normalizeRunSpecification({
    ...model,
    kind: 'simulation',
    inputDimension,
    seed,
    times: Array.from({ length: count }, (_, index) => ((index + 1) * steps) / (count * inputDimension)),
    observables: 'overlaps',
  });
}

/** A simulation of milliseconds. */
export const shortRun = (seed: number): RunSpecification => simulation(seed, 5_000);

/** A simulation that takes a second or two, so that it is reported on the way. */
export const longRun = (seed: number): RunSpecification => simulation(seed, 8_000_000);

/** A simulation that no check waits for. */
export const endlessRun = (seed: number): RunSpecification => simulation(seed, 10_000_000_000);

/** A curve of the theory. */
export const theoryRun = (): RunSpecification =>
  normalizeRunSpecification({
    ...model,
    kind: 'theory',
    equations: 'limit',
    inputDimension: null,
    times: [0, 1, 10],
    observables: 'risk',
  });

/** A simulation whose overlaps leave the range of numbers. */
export const divergingRun = (): RunSpecification =>
  normalizeRunSpecification({
    ...model,
    kind: 'simulation',
    inputDimension: 100,
    seed: 1,
    times: [1, 100],
    observables: 'risk',
    activation: 'quadratic',
    teacherActivation: 'quadratic',
    learningRatePrefactor: 1e3,
  });

/** A run to be offered under its own name, as its first attempt unless another one is given. */
export function offered(
  specification: RunSpecification,
  {
    checkpoint = null,
    attempt = { jobId: randomUUID(), retryCount: 0 },
  }: { checkpoint?: Uint8Array | null; attempt?: Attempt } = {},
): OfferedRun {
  return {
    lease: { runId: runIdentity(specification), attempt },
    specification: { ...specification },
    checkpoint,
  };
}
