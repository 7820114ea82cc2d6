import { execute, normalizeRunSpecification, type RunInput, type RunResult } from '@crossover/experiments';
import { RunningMoments } from '@crossover/math-core';
import { beforeAll, describe, expect, it } from 'vitest';

/**
 * SGD at d = 1000 against the finite-d ODE from the same Ω⁰, in the three regimes that have a limit.
 *
 * Criterion: the mean over replicas of R, Q₁₁ and M₁₁ at each output time lies within `threshold` standard
 * errors of the theory. The statistic follows Student's t with (replicas − 1) ≥ 23 degrees of freedom up to the
 * theory's own error, which is O(1/d) and, with these numbers of replicas, below a third of a standard error.
 * 45 comparisons; P(|t₂₃| > 6.4) = 1.6e-6, so the false-alarm rate of the whole file is below 1e-4.
 */
const threshold = 6.4;

const common = {
  widthPrefactor: 8,
  teacherWidth: 4,
  inputDimension: 1000,
  kappa: 0,
  learningRatePrefactor: 8,
  noise: 1e-2,
  seed: 11,
  observables: 'overlaps',
} as const;

const regimes = [
  { name: 'plateau', delta: 0, times: [1, 3, 10, 20, 40], replicas: 48 },
  { name: 'perfect learning', delta: 0.5, times: [0.3, 1, 2, 5, 10], replicas: 24 },
  { name: 'bad learning', delta: -0.375, times: [10, 100, 300, 1000, 3000], replicas: 48 },
];

/** The columns of a record that are compared: R, Q₁₁ and M₁₁ (record = [R, Q (8×8), M (8×4)]). */
const observables = [
  { name: 'R', column: 0 },
  { name: 'Q₁₁', column: 1 },
  { name: 'M₁₁', column: 1 + 64 },
];
const recordLength = 1 + 64 + 32;

function run(input: RunInput): Promise<RunResult> {
  return execute(normalizeRunSpecification(input));
}

function valueAt(result: RunResult, point: number, column: number): number {
  return result.points.data[point * recordLength + column];
}

describe.each(regimes)('$name at d = 1000', ({ delta, times, replicas }) => {
  let theory: RunResult;
  let simulations: RunResult[];

  beforeAll(async () => {
    theory = await run({ ...common, kind: 'theory', equations: 'finite', delta, times });
    simulations = [];
    for (let replica = 0; replica < replicas; replica++) {
      simulations.push(await run({ ...common, kind: 'simulation', delta, times, replica }));
    }
  }, 180_000);

  /** (mean − reference) in standard errors. */
  function deviation(reference: RunResult, point: number, column: number): number {
    const moments = new RunningMoments();
    for (const simulation of simulations) moments.push(valueAt(simulation, point, column));
    const difference = moments.mean - valueAt(reference, point, column);
    // In the bad-learning region M stands still in theory, and nearly so in a simulation: the spread is still > 0.
    return difference / moments.standardError;
  }

  it.each(observables)('the mean of $name is that of the finite-d theory', ({ column }) => {
    for (let point = 0; point < times.length; point++) {
      expect(Math.abs(deviation(theory, point, column)), `t = ${times[point]}`).toBeLessThan(threshold);
    }
  });

  it('would be told from a theory with a learning rate 10 % off', async () => {
    const wrong = await run({
      ...common,
      kind: 'theory',
      equations: 'finite',
      delta,
      times,
      learningRatePrefactor: 8.8,
    });
    const largest = Math.max(
      ...times.flatMap((_, point) =>
        observables.map(({ column }) => Math.abs(deviation(wrong, point, column))),
      ),
    );
    expect(largest).toBeGreaterThan(threshold);
  });
});
