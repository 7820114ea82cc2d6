import { describe, expect, it } from 'vitest';
import {
  classifyRegime,
  describeRun,
  estimateWork,
  expandExperiment,
  findPreset,
  groupReplicas,
  planExperiment,
  presetNames,
  scheduleLength,
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
      'phase-diagram',
      'convergence-rate',
      'width',
      'finite-size',
      'rate-versus-time',
      'mean-field',
      'plateau-escape',
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

/** Seconds on two threads of the machine that the cost model was fitted on. */
function secondsOnTwoThreads(name: string, profile: 'full' | 'quick'): number {
  const { points } = planExperiment(findPreset(name, profile)!);
  return (
    1e-6 *
    scheduleLength(
      points.flatMap(({ jobs }) => jobs),
      2,
    )
  );
}

describe('what presets cost, by the cost model', () => {
  it('is less than a minute for each quick profile, and less than six for all of them together', () => {
    const seconds = presetNames.map((name) => secondsOnTwoThreads(name, 'quick'));
    expect(Math.max(...seconds)).toBeLessThan(60);
    expect(sum(seconds)).toBeLessThan(360);
  });

  it('is less than an hour for figures 2 to 7 and 9 of the paper, less than ten minutes for the convergence rate', () => {
    const figures = presetNames.filter((name) => /fig[2345679]/.test(name));
    expect(figures).toHaveLength(9);
    expect(sum(figures.map((name) => secondsOnTwoThreads(name, 'full')))).toBeLessThan(3600);
    expect(secondsOnTwoThreads('convergence-rate', 'full')).toBeLessThan(600);
  });

  it('is less than a quarter of an hour for each of our own', () => {
    const own = presetNames.filter((name) => !name.startsWith('paper/'));
    for (const name of own) expect(secondsOnTwoThreads(name, 'full')).toBeLessThan(900);
  });
});

describe('figures of presets', () => {
  it.each(presetNames)('%s asks for figures of parts that it has', (name) => {
    for (const profile of ['full', 'quick'] as const) {
      const { figures, parts } = findPreset(name, profile)!;
      const labels = parts.map(({ label }) => label);
      for (const { parts: asked = [] } of figures) expect(labels).toEqual(expect.arrayContaining(asked));
    }
  });

  it('have names of their own within an experiment', () => {
    for (const name of presetNames) {
      const names = preset(name).figures.map((figure) => figure.name ?? figure.kind);
      expect(new Set(names).size).toBe(names.length);
    }
  });
});

describe('quick profiles', () => {
  it.each(presetNames)(
    '%s costs no more than at its own sizes, in the same regimes and with the same figures',
    (name) => {
      const quick = findPreset(name, 'quick')!;
      expect(secondsOnTwoThreads(name, 'quick')).toBeLessThanOrEqual(secondsOnTwoThreads(name, 'full'));
      expect(quick.figures.map(({ kind }) => kind)).toEqual(preset(name).figures.map(({ kind }) => kind));
      const regimes = new Set(descriptions(name).map(({ regime }) => regime));
      for (const { regime } of expandExperiment(quick).map(describeRun)) expect(regimes).toContain(regime);
    },
  );
});

describe('presets of our own', () => {
  it('plateau-escape starts at overlaps that shrink with d, with theory from every start', () => {
    const runs = expandExperiment(preset('plateau-escape'));
    for (const { initial } of runs) expect(initial.kind).toBe('sphere');
    const simulated = runs.filter(({ kind }) => kind === 'simulation');
    expect(runs).toHaveLength(2 * simulated.length);
  });

  it('convergence-rate reaches from 10² to 10⁶ for ϑ = 0 and −¼, to 10⁵ for ϑ = ½, with overlaps', () => {
    const simulations = expandExperiment(preset('convergence-rate')).filter(
      ({ kind }) => kind === 'simulation',
    );
    for (const run of simulations) expect(run.observables).toBe('overlaps');
    for (const [delta, largest] of [
      [0, 1e6],
      [-0.25, 1e6],
      [0.5, 1e5],
    ]) {
      const dimensions = simulations.filter((run) => run.delta === delta).map((run) => run.inputDimension!);
      expect([Math.min(...dimensions), Math.max(...dimensions)]).toEqual([1e2, largest]);
    }
  });

  it('width goes from fewer students than teachers to ten times as many, with the second layer fixed and trained', () => {
    const runs = expandExperiment(preset('width')).filter(
      (run) => run.kind === 'theory' && run.equations === 'limit',
    );
    const widths = new Set(runs.map((run) => describeRun(run).studentWidth));
    expect([Math.min(...widths), Math.max(...widths)]).toEqual([2, 40]);
    expect(new Set(runs.map((run) => run.secondLayer.kind))).toEqual(new Set(['fixed', 'trained']));
    expect(new Set(runs.map((run) => run.seed)).size).toBe(16);
  });

  it('phase-diagram has places in all four regions', () => {
    const regimes = new Set(descriptions('phase-diagram').map(({ regime }) => regime));
    expect(regimes).toEqual(new Set(['perfect-learning', 'plateau', 'bad-learning', 'no-ode']));
  });
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
