import { describe, expect, it } from 'vitest';
import {
  expandExperiment,
  experimentFromFlags,
  findPreset,
  InvalidSpecificationError,
  runIdentity,
  scalingOf,
  withOverrides,
  type ExperimentInput,
} from '../../src/index.ts';
import { experiment } from './sample-experiment.ts';

const crossover = findPreset('crossover')!;

function issuesOf(attempt: () => unknown): Record<string, string> {
  try {
    attempt();
    return {};
  } catch (error) {
    if (!(error instanceof InvalidSpecificationError)) throw error;
    return Object.fromEntries(error.issues.map(({ path, message }) => [path, message]));
  }
}

describe('an experiment with a parameter changed', () => {
  it('has a list as axis in every part, in place of one that was there', () => {
    const { parts } = withOverrides(crossover, { noise: [0, 1e-2], d: [50, 60] });
    expect(parts).toHaveLength(3);
    for (const { base, axes } of parts) {
      expect(axes).toEqual({ inputDimension: [50, 60], noise: [0, 0.01] });
      expect(base).not.toHaveProperty('noise');
    }
  });

  it('has one value in the base, and no axis over it', () => {
    for (const d of [70, [70], [70, 70]]) {
      const { parts } = withOverrides(crossover, { inputDimension: d });
      parts.forEach(({ base, axes }) => {
        expect(base.inputDimension).toBe(70);
        expect(axes).not.toHaveProperty('inputDimension');
      });
    }
  });

  it('keeps its name, its title and what is not changed, and is itself when nothing is', () => {
    const changed = withOverrides(crossover, { seed: 4 });
    expect({ ...changed, parts: [] }).toEqual({ ...crossover, parts: [] });
    expect(changed.parts[0].base).toEqual({ ...crossover.parts[0].base, seed: 4 });
    expect(withOverrides(crossover, {})).toEqual(crossover);
    expect(withOverrides(crossover, { noise: undefined })).toEqual(crossover);
  });

  it('knows the symbols of parameters', () => {
    const { parts } = withOverrides(experiment(), { p0: 3, k: 1, d: 11, gamma0: 2.5, Delta: 0.5, b: 2 });
    expect(parts[0].base).toMatchObject({
      widthPrefactor: 3,
      teacherWidth: 1,
      inputDimension: 11,
      learningRatePrefactor: 2.5,
      noise: 0.5,
      batchSize: 2,
    });
  });

  it('takes starts, activations and other options, one or several', () => {
    const { parts } = withOverrides(experiment(), {
      initial: [{ kind: 'teacher-span' }, { kind: 'sphere' }],
      activation: 'relu',
      observables: 'overlaps',
    });
    expect(parts[0].axes.initial).toHaveLength(2);
    expect(parts[0].base).toMatchObject({ activation: 'relu', observables: 'overlaps' });
  });

  it('takes replicas, theory and simulation for all of its parts', () => {
    const changed = withOverrides(crossover, { replicas: 7, theory: 'finite' });
    changed.parts.forEach((part) => expect(part).toMatchObject({ replicas: 7, theory: ['finite'] }));
    const curves = withOverrides(crossover, { simulation: false, theory: ['limit'] });
    expect(expandExperiment(curves)).toHaveLength(3);
  });

  it('gives the runs that the changed experiment has when it is written out', () => {
    const written: ExperimentInput = experiment({ axes: { noise: [0, 1], delta: [0, 0.5] }, replicas: 2 });
    const changed = withOverrides(experiment(), { delta: [0, 0.5], noise: [0, 1], replicas: 2 });
    expect(expandExperiment(changed).map(runIdentity)).toEqual(expandExperiment(written).map(runIdentity));
  });
});

describe('the times of an experiment', () => {
  const timesOf = (input: ExperimentInput, overrides: Record<string, unknown>) =>
    withOverrides(input, overrides).parts[0].base.times;

  it('end at tMax in the grid that there is', () => {
    const grid = { tMax: 1000, points: 10, from: 1, unit: 'sweeps' as const };
    expect(timesOf(experiment({ base: { times: grid } }), { tMax: 50 })).toEqual({ ...grid, tMax: 50 });
    expect(timesOf(experiment({ base: { times: grid } }), { tMax: 0.5 })).toEqual({
      tMax: 0.5,
      points: 10,
      unit: 'sweeps',
    });
    expect(timesOf(experiment({ base: { times: [0, 1, 5, 9] } }), { tMax: 5 })).toEqual([0, 1, 5]);
    expect(timesOf(experiment({ base: { times: { times: [0, 1], unit: 'steps' } } }), { tMax: 7 })).toEqual({
      times: [0, 1, 7],
      unit: 'steps',
    });
    const swept = withOverrides(experiment({ axes: { times: [[1], [0, 9]] } }), { tMax: 3 });
    expect(swept.parts[0].axes.times).toEqual([
      [1, 3],
      [0, 3],
    ]);
  });

  it('may be given: a list of numbers is one grid, a list of grids an axis', () => {
    expect(timesOf(experiment(), { times: [0, 4] })).toEqual([0, 4]);
    expect(timesOf(experiment(), { times: { tMax: 3, perDecade: 'digits' } })).toEqual({
      tMax: 3,
      perDecade: 'digits',
    });
    const { parts } = withOverrides(experiment(), { times: [[0, 1], { tMax: 3, points: 4 }] });
    expect(parts[0].axes.times).toHaveLength(2);
  });
});

describe('parts that a change makes alike', () => {
  it('are one, over all of their dimensions, named by the region that they lie in', () => {
    const { parts } = withOverrides(crossover, { delta: 0.25 });
    expect(parts).toHaveLength(1);
    expect(parts[0]).toMatchObject({
      label: 'perfect learning',
      base: { delta: 0.25 },
      axes: { inputDimension: [30, 100, 300, 1000, 10_000, 100_000] },
    });
    expect(withOverrides(crossover, { delta: -0.3, d: 100 }).parts).toEqual([
      expect.objectContaining({ label: 'bad learning' }),
    ]);
  });

  it('stay apart where something else differs, and where they differed in nothing that was changed', () => {
    const part = experiment().parts[0];
    const teacher = {
      kind: 'teacher-span' as const,
      teacher: {
        P: [
          [1, 0],
          [0, 2],
        ],
      },
    };
    const input: ExperimentInput = {
      name: 'x',
      parts: [
        { ...part, label: 'easy', base: { ...part.base, delta: 0 } },
        { ...part, label: 'hard', base: { ...part.base, delta: 0.5, initial: teacher } },
        { ...part, label: 'hard too', base: { ...part.base, delta: 0.25, initial: teacher } },
      ],
    };
    expect(withOverrides(input, { delta: 0.5 }).parts.map(({ label }) => label)).toEqual(['easy', 'hard']);
    expect(withOverrides(input, { noise: 0.5 }).parts).toHaveLength(3);
    const twins: ExperimentInput = { name: 'x', parts: [part, part] };
    expect(withOverrides(twins, { noise: 0.5 }).parts).toHaveLength(2);
  });

  it('keep the labels that are no regions, and lose those that no longer hold', () => {
    const shifted = withOverrides(crossover, { kappa: 0.375 });
    expect(shifted.parts.map(({ label }) => label)).toEqual([
      'perfect learning',
      'perfect learning',
      'plateau',
    ]);
    const { parts } = withOverrides(experiment({ label: 'mine' }), { kappa: 0.5 });
    expect(parts[0].label).toBe('mine');
  });

  it('take the figures with them', () => {
    const input: ExperimentInput = {
      ...crossover,
      figures: [
        { kind: 'trajectories', name: 'green', parts: ['perfect learning'] },
        { kind: 'trajectories', name: 'blue', parts: ['plateau'] },
        { kind: 'scaling', parts: ['plateau', 'bad learning'] },
        { kind: 'phase-diagram' },
      ],
    };
    expect(withOverrides(input, { delta: 0 }).figures).toEqual([
      { kind: 'trajectories', timeAxis: 'regime', name: 'green', parts: ['plateau'] },
      { kind: 'scaling', parts: ['plateau'] },
      { kind: 'phase-diagram' },
    ]);
    expect(withOverrides(input, { noise: 0 }).figures).toHaveLength(4);
  });
});

describe('a change is refused', () => {
  const refused = (overrides: Record<string, unknown>) => issuesOf(() => withOverrides(crossover, overrides));

  it('when nothing has its name, saying what was meant', () => {
    expect(refused({ nosie: 1 }).nosie).toMatch(/no parameter "nosie" .*did you mean "noise"\?/);
    expect(refused({ learning_rate_prefactor: 1 }).learning_rate_prefactor).toMatch(
      /"learningRatePrefactor"/,
    );
    expect(refused({ colour: 1 }).colour).toMatch(/no parameter "colour" to change: name/);
    expect(refused({ replica: 1 }).replica).toMatch(/"replicas"/);
    expect(refused({ toString: 1, constructor: 2 })).toHaveProperty('constructor');
  });

  it('when the value can be none, every one of them', () => {
    const issues = refused({ d: 0, noise: [0.1, -1], replicas: 'two', tMax: 0, theory: ['all'], kappa: [] });
    expect(issues.d).toMatch(/found 0, but the input dimension d must be an integer from 1/);
    expect(issues['noise.1']).toMatch(/found -1, but the noise variance/);
    expect(issues.replicas).toMatch(/found "two"/);
    expect(issues.tMax).toMatch(/found 0, but the last time tMax/);
    expect(issues).toHaveProperty(['theory.0']);
    expect(issues.kappa).toMatch(/no values/);
  });

  it('when one parameter is given twice', () => {
    expect(refused({ d: 10, inputDimension: 20 }).inputDimension).toMatch(/the same parameter: give one/);
  });

  it('when nothing would be left to run', () => {
    expect(Object.values(refused({ simulation: false, theory: [] })).join()).toMatch(/asks for nothing/);
  });
});

describe('an experiment from parameters alone', () => {
  const all = { p0: 4, k: 2, kappa: 0, delta: 0.5, gamma0: 4, noise: 0, d: [10, 20], tMax: 3 };

  it('has one part with them', () => {
    const made = experimentFromFlags({ ...all, replicas: 3, theory: ['finite'] }, { name: 'mine' });
    expect(made.name).toBe('mine');
    expect(made.parts).toHaveLength(1);
    const runs = expandExperiment(made);
    expect(runs).toHaveLength(8);
    expect(scalingOf(runs[0]).studentWidth).toBe(4);
    expect(runs[0].times.at(-1)).toBe(3);
  });

  it('names what is missing, all of it', () => {
    expect(Object.keys(issuesOf(() => experimentFromFlags({ p0: 4, kappa: 0 }))).sort()).toEqual(
      ['delta', 'inputDimension', 'learningRatePrefactor', 'noise', 'tMax', 'teacherWidth'].sort(),
    );
    expect(issuesOf(() => experimentFromFlags({ ...all, gamma0: undefined })).learningRatePrefactor).toMatch(
      /γ₀ .* is missing: give a number above 0/,
    );
  });

  it('needs no d for theory that does not depend on it', () => {
    const made = experimentFromFlags({
      ...all,
      d: undefined,
      simulation: false,
      theory: ['limit', 'mean-field'],
    });
    expect(expandExperiment(made)).toHaveLength(2);
  });
});
