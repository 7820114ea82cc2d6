import { describe, expect, it } from 'vitest';
import {
  classifyRegime,
  describeRun,
  estimateWork,
  expandExperiment,
  findPreset,
  groupReplicas,
  presetNames,
  stepOfTime,
  theoryPartners,
  type ExperimentSpecification,
  type RunDescription,
} from '../../src/index.ts';

const preset = (name: string): ExperimentSpecification => findPreset(name)!;
const descriptions = (name: string): RunDescription[] => expandExperiment(preset(name)).map(describeRun);
const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

describe('presets', () => {
  it('are found by name, at their own sizes and at quick ones', () => {
    expect(presetNames).toEqual([
      'crossover',
      'paper/fig1',
      'paper/fig2',
      'paper/fig3',
      'paper/fig4a',
      'paper/fig4b',
      'paper/fig5a',
      'paper/fig5b',
      'paper/fig6',
      'paper/fig7',
      'paper/fig8',
      'paper/fig9',
    ]);
    expect(findPreset('paper/fig99')).toBeUndefined();
    for (const name of presetNames) {
      expect(preset(name).name).toBe(name);
      expect(findPreset(name, 'quick')!.name).toBe(`${name}-quick`);
    }
  });

  it.each(['crossover', ...presetNames.filter((name) => /fig[345679]/.test(name))])(
    '%s has theory for every simulation',
    (name) => {
      const groups = groupReplicas(expandExperiment(preset(name)));
      for (const group of groups.filter(({ specification }) => specification.kind === 'simulation')) {
        expect(theoryPartners(group, groups)).not.toHaveLength(0);
      }
    },
  );
});

describe('the demonstration', () => {
  it('shows the three regimes that have a limit, at p₀ = 8, k = 4, γ₀ = 8, Δ = 1e-3', () => {
    const shown = descriptions('crossover');
    expect(new Set(shown.map(({ regime }) => regime))).toEqual(
      new Set(['perfect-learning', 'plateau', 'bad-learning']),
    );
    for (const run of shown) {
      expect(run).toMatchObject({ studentWidth: 8, teacherWidth: 4, gamma0: 8, noise: 1e-3 });
    }
  });

  it('costs less than 45 seconds of two cores where a step takes 1.5 µs, with room for whoever shows it', () => {
    const runs = expandExperiment(preset('crossover'));
    const steps = runs.flatMap((run) =>
      run.kind === 'simulation' ? [stepOfTime(run, run.times.length - 1) ?? 0] : [],
    );
    const theory = runs.filter(({ kind }) => kind === 'theory').map(estimateWork);
    const work = 1.5 * sum(steps) + sum(theory);
    expect(work / 2).toBeLessThan(30e6);
    // The longest run must not keep one core busy while the other has nothing left.
    expect(1.5 * Math.max(...steps)).toBeLessThan(work / 4);
  });

  it('has six points a decade, log-spaced to t = 1000, and t = 0', () => {
    for (const { times } of expandExperiment(preset('crossover'))) {
      expect(times).toHaveLength(26);
      expect(times.at(-1)).toBe(1000);
    }
  });
});

describe('the figures of arXiv:2202.00293', () => {
  it.each([
    ['paper/fig3', 'plateau', { delta: [0], inputDimension: [1000], noise: [1e-2, 1e-3, 1e-4, 0] }],
    [
      'paper/fig4a',
      'perfect-learning',
      { delta: [0.5], inputDimension: [30, 100, 300, 1000], noise: [1e-3] },
    ],
    ['paper/fig7', 'bad-learning', { delta: [-0.375], inputDimension: [1000, 1500, 4000], noise: [1e-3] }],
  ] as const)('%s has the published parameters', (name, regime, swept) => {
    const simulations = descriptions(name).filter(({ kind }) => kind === 'simulation');
    expect(classifyRegime({ kappa: 0, delta: swept.delta[0] }).name).toBe(regime);
    for (const [parameter, values] of Object.entries<readonly number[]>(swept)) {
      const seen = simulations.map((run) => run[parameter as keyof typeof swept]);
      expect(new Set<unknown>(seen)).toEqual(new Set<unknown>(values));
    }
    for (const run of simulations)
      expect(run).toMatchObject({ widthPrefactor: 8, teacherWidth: 4, gamma0: 8, kappa: 0 });
    for (const { times } of expandExperiment(preset(name))) expect(times.at(-1)).toBe(1e4);
  });
});
