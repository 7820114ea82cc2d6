import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  describeRun,
  expandExperiment,
  findPreset,
  InvalidSpecificationError,
  runIdentity,
  type ExperimentInput,
} from '../../src/index.ts';
import { experiment } from './sample-experiment.ts';

const identities = (input: ExperimentInput): string[] => expandExperiment(input).map(runIdentity);

describe('expanding an experiment', () => {
  it('runs the cartesian product of its axes, the last one fastest, replicas behind theory', () => {
    const runs = expandExperiment(
      experiment({
        axes: { noise: [0, 0.1], delta: [0.5, 0.25] },
        theory: ['finite', 'limit'],
        replicas: 2,
      }),
    );
    const seen = runs.map((run) => {
      const { delta, noise, equations, replica } = describeRun(run);
      return `${delta} ${noise} ${equations ?? `replica ${replica}`}`;
    });
    const point = (delta: number, noise: number) =>
      ['limit', 'finite', 'replica 0', 'replica 1'].map((what) => `${delta} ${noise} ${what}`);
    expect(seen).toEqual([...point(0.5, 0), ...point(0.5, 0.1), ...point(0.25, 0), ...point(0.25, 0.1)]);
  });

  it('computes the limit curve once for all dimensions, and nothing twice', () => {
    const input = experiment({
      axes: { inputDimension: [10, 20, 20] },
      theory: ['limit', 'finite'],
      replicas: 2,
    });
    const runs = expandExperiment({ ...input, parts: [...input.parts, ...input.parts] });
    expect(runs.filter((run) => run.kind === 'theory' && run.equations === 'limit')).toHaveLength(1);
    expect(runs.filter((run) => run.kind === 'theory' && run.equations === 'finite')).toHaveLength(2);
    expect(runs.filter((run) => run.kind === 'simulation')).toHaveLength(4);
    expect(new Set(runs.map(runIdentity)).size).toBe(runs.length);
  });

  it('takes any parameter as an axis', () => {
    const runs = expandExperiment(
      experiment({
        axes: {
          widthPrefactor: [2, 4],
          teacherWidth: [1, 2],
          kappa: [0, 0.1],
          learningRatePrefactor: [1, 2],
          initial: [{ kind: 'teacher-span' }, { kind: 'sphere' }],
          seed: [0, 1],
          times: [[0, 1], { tMax: 3, points: 4 }],
          observables: ['risk', 'overlaps'],
          engine: ['projected', 'direct'],
        },
      }),
    );
    expect(runs).toHaveLength(2 ** 9);
  });

  it('gives the engine to simulations only and the tolerance to theory only', () => {
    const [curve, run] = expandExperiment(
      experiment({ base: { engine: 'direct', relativeTolerance: 1e-6 }, theory: ['finite'] }),
    );
    expect(curve).toMatchObject({ kind: 'theory', relativeTolerance: 1e-6 });
    expect(run).toMatchObject({ kind: 'simulation', engine: 'direct' });
  });

  it('does not depend on the order in which fields are written', () => {
    const axes = { noise: [0, 0.1], delta: [0, 0.5], inputDimension: [10, 20] };
    fc.assert(
      fc.property(fc.shuffledSubarray(Object.entries(axes), { minLength: 3 }), (entries) => {
        const shuffled = Object.fromEntries(entries);
        expect(identities(experiment({ axes: shuffled }))).toEqual(identities(experiment({ axes })));
      }),
    );
  });

  it('can be theory alone or simulation alone', () => {
    expect(
      expandExperiment(experiment({ theory: ['limit'], simulation: false })).map(({ kind }) => kind),
    ).toEqual(['theory']);
    expect(expandExperiment(experiment()).map(({ kind }) => kind)).toEqual(['simulation']);
  });
});

describe('an experiment is refused', () => {
  const messageOf = (input: unknown): string => {
    try {
      expandExperiment(input as ExperimentInput);
    } catch (error) {
      if (error instanceof InvalidSpecificationError) return error.message;
      throw error;
    }
    throw new Error('the experiment was accepted');
  };

  it('when a point cannot be carried out, saying which', () => {
    expect(messageOf(experiment({ label: 'sweep', axes: { delta: [0, -0.6] }, theory: ['limit'] }))).toMatch(
      /^parts\.0\.delta: part "sweep", delta = -0.6: There is no deterministic limit/,
    );
  });

  it('when a parameter is missing or misspelt', () => {
    expect(messageOf({ name: 'x', parts: [{ base: {} }] })).toMatch(
      /parts\.0\.widthPrefactor: .* is missing/,
    );
    expect(messageOf({ name: 'x', parts: [{ base: { gamma0: 3 } }] })).toMatch(
      /parts\.0\.base: unknown field "gamma0"/,
    );
    expect(messageOf(experiment({ axes: { kapa: [1] } as never }))).toMatch(
      /parts\.0\.axes: unknown field "kapa"/,
    );
    expect(messageOf(experiment({ axes: { kappa: [] } }))).toMatch(
      /parts\.0\.axes\.kappa: an axis has no values/,
    );
    expect(messageOf({ name: 'not a name', parts: [] })).toMatch(/name: .* letters, digits/);
    expect(messageOf({ name: 'x', parts: [] })).toMatch(/parts is empty/);
  });

  it('when it asks for nothing, or for too much', () => {
    expect(messageOf(experiment({ simulation: false }))).toMatch(/asks for nothing/);
    const axes = { seed: Array.from({ length: 1000 }, (_, seed) => seed) };
    expect(messageOf(experiment({ axes, replicas: 101 }))).toMatch(
      /101000 runs, more than the 100000 allowed/,
    );
  });

  it('with a list of faults short enough to read', () => {
    const axes = { delta: Array.from({ length: 1000 }, (_, index) => -1 - index / 1000) };
    expect(messageOf(experiment({ axes, theory: ['limit'] })).split('\n')).toHaveLength(10);
  });
});

describe('the demonstration', () => {
  it('expands to the same runs every time', () => {
    const preset = findPreset('crossover');
    expect(preset).toBeDefined();
    expect(identities(preset!)).toEqual(identities(preset!));
  });
});
