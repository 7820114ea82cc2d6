import {
  normalizeRunSpecification,
  type RunSpecification,
  type SimulationSpecification,
} from '@crossover/experiments';

/** A simulation of a few milliseconds; `seed` makes it a different run. */
export function shortSimulation(seed = 0): RunSpecification {
  return normalizeRunSpecification({
    kind: 'simulation',
    widthPrefactor: 4,
    teacherWidth: 2,
    inputDimension: 50,
    kappa: 0,
    delta: 0.5,
    learningRatePrefactor: 4,
    noise: 1e-3,
    seed,
    times: [0, 0.5, 1, 2],
    observables: 'overlaps',
  });
}

/** A simulation of seconds with many output times, for tests that interrupt it. */
export function longSimulation(seed = 0, steps = 1_000_000): RunSpecification {
  const inputDimension = 100;
  const count = 50;
  return normalizeRunSpecification({
    kind: 'simulation',
    widthPrefactor: 4,
    teacherWidth: 2,
    inputDimension,
    kappa: 0,
    delta: 0,
    learningRatePrefactor: 1,
    noise: 1e-3,
    seed,
    times: Array.from({ length: count }, (_, index) => ((index + 1) * steps) / (count * inputDimension)),
    observables: 'overlaps',
  });
}

/** Replicas of a simulation, the given one the first of them. */
export function replicasOf(specification: RunSpecification, count: number): RunSpecification[] {
  return Array.from({ length: count }, (_, replica) =>
    normalizeRunSpecification({ ...specification, replica }),
  );
}

/** A simulation whose overlaps leave the range of numbers. */
export function divergingSimulation(): RunSpecification {
  const run = longSimulation(0) as SimulationSpecification;
  return normalizeRunSpecification({
    ...run,
    activation: 'quadratic',
    teacherActivation: 'quadratic',
    learningRatePrefactor: 1e3,
  });
}

/** A simulation that no test waits for. */
export function endlessSimulation(seed = 0): RunSpecification {
  return longSimulation(seed, 10_000_000_000);
}

export function theoryCurve(): RunSpecification {
  return normalizeRunSpecification({
    kind: 'theory',
    equations: 'limit',
    widthPrefactor: 4,
    teacherWidth: 2,
    inputDimension: null,
    kappa: 0,
    delta: 0.5,
    learningRatePrefactor: 4,
    noise: 0,
    times: [0, 1, 10],
    observables: 'risk',
  });
}
