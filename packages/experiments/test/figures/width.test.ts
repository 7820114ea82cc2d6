import { describe, expect, it } from 'vitest';
import {
  execute,
  experimentSpecificationSchema,
  expandExperiment,
  partResults,
  riskOf,
  widthData,
  type PartResults,
  type RunResult,
  type RunSpecification,
} from '../../src/index.ts';
import { simulation, theory } from '../sample-runs.ts';
import { experiment } from '../sweeps/sample-experiment.ts';
import { resultOf } from './made-up-results.ts';

const times = [0, 1, 10, 100];
const near = (value: number, digits: number) => expect.closeTo(value, digits) as number;
const part = (
  results: readonly RunResult[],
  missing: readonly RunSpecification[] = [],
  label = 'a',
): PartResults => ({
  label,
  runs: [...results.map(({ specification }) => specification), ...missing],
  results,
});
/** Falls as scale/t from 1 on. */
const falling = (run: RunSpecification, scale: number) => resultOf(run, (time) => scale / Math.max(time, 1));
const widths = [5, 2, 4].flatMap((widthPrefactor) =>
  [1, 2, 3].map((seed) => theory({ equations: 'limit', times, widthPrefactor, seed })),
);

describe('risks over random starts against the width', () => {
  const results = widths.map((run) => falling(run, run.seed / run.widthPrefactor));

  it('are ascending in p, and over the starts of each', () => {
    const data = widthData([part(results)], 0.5);
    expect(data).toMatchObject({ kind: 'width', teacherWidth: 2, threshold: 0.5, time: 100 });
    const [panel] = data.panels;
    expect(panel).toMatchObject({
      label: 'a',
      source: 'theory',
      equations: 'limit',
      starts: 'seeds',
      time: 100,
    });
    expect(panel.widths.map(({ studentWidth, representable }) => [studentWidth, representable])).toEqual([
      [2, true],
      [4, true],
      [5, false],
    ]);
    expect(panel.widths[1].risks).toEqual([0.0025, 0.005, 0.0075]);
    expect(panel.widths[1].quantiles.map(({ level, risk }) => [level, risk])).toEqual([
      [0.1, near(0.003, 14)],
      [0.25, near(0.00375, 14)],
      [0.5, 0.005],
      [0.75, near(0.00625, 14)],
      [0.9, near(0.007, 14)],
    ]);
  });

  it('take the time to the threshold with those that never arrive', () => {
    const [panel] = widthData([part(results)], 0.006).panels;
    // seed/(p t) = 0.006, if not later than t = 100: of three starts 1, 2 and 3 arrive at p = 2, 4, 5.
    const [two, four, five] = panel.widths.map(({ timeToThreshold }) => timeToThreshold);
    expect(two).toEqual({
      median: null,
      low: near(1 / 2 / 0.006, 9),
      high: null,
      reached: 1,
      censored: 2,
    });
    expect(four).toEqual({
      median: near(2 / 4 / 0.006, 9),
      low: near(1 / 4 / 0.006, 9),
      high: null,
      reached: 2,
      censored: 1,
    });
    expect(five.high).toBeCloseTo(3 / 5 / 0.006, 9);
    expect(five).toMatchObject({ reached: 3, censored: 0 });
  });

  it('are compared at the last time that all runs of a panel have reached', () => {
    const short = theory({ equations: 'limit', times: [0, 1, 5], widthPrefactor: 2, seed: 4 });
    const data = widthData([part([...results, falling(short, 2)])], 1);
    expect(data.time).toBe(5);
    // The power law holds between output times, too.
    expect(data.panels[0].widths[0].risks).toEqual([0.1, 0.2, 0.3, 0.4].map((risk) => near(risk, 12)));
  });

  it('count the starts that have not finished, and keep widths of which none has', () => {
    const missing = [
      theory({ equations: 'limit', times, widthPrefactor: 2, seed: 9 }),
      theory({ equations: 'limit', times, widthPrefactor: 40 }),
    ];
    const [panel] = widthData([part(results, missing)], 0.5).panels;
    expect(panel.widths.map((width) => [width.studentWidth, width.risks.length, width.missing])).toEqual([
      [2, 3, 1],
      [4, 3, 0],
      [5, 3, 0],
      [40, 0, 1],
    ]);
    expect(panel.widths[3].quantiles).toEqual([]);
    expect(panel.widths[3].timeToThreshold).toMatchObject({ median: null, reached: 0, censored: 0 });
  });
});

describe('a random start', () => {
  it('is a seed, whose replicas are averaged first', () => {
    const runs = [1, 2].flatMap((seed) => [0, 1].map((replica) => simulation({ times, seed, replica })));
    const results = runs.map((run, index) => resultOf(run, () => [1, 3, 2, 8][index]));
    const [panel] = widthData([part(results)], 4).panels;
    expect(panel).toMatchObject({ starts: 'seeds', source: 'simulation', equations: null });
    expect(panel.widths[0].risks).toEqual([2, 5]);
    expect(panel.widths[0].timeToThreshold).toMatchObject({ reached: 1, censored: 1 });
  });

  it('is a replica where there is one seed only', () => {
    const runs = [0, 1, 2].map((replica) => simulation({ times, replica }));
    const results = runs.map((run, index) => resultOf(run, () => [4, 3, 2][index]));
    const [panel] = widthData([part(results)], 1).panels;
    expect(panel.starts).toBe('replicas');
    expect(panel.widths[0].risks).toEqual([2, 3, 4]);
  });

  it('is an explicit one, where several are given', () => {
    const runs = [0.1, 0.2].map((q) => {
      const Q = [
        [q, 0],
        [0, q],
      ];
      const zero = [
        [0, 0],
        [0, 0],
      ];
      return theory({
        times,
        initial: {
          kind: 'explicit',
          Q,
          M: zero,
          P: [
            [1, 0],
            [0, 1],
          ],
        },
      });
    });
    const [panel] = widthData([part(runs.map((run, index) => resultOf(run, () => index)))], 1).panels;
    expect(panel.starts).toBe('seeds');
    expect(panel.widths[0].risks).toEqual([0, 1]);
  });
});

describe('panels of the width figure', () => {
  it('are one for each label, source and regime, while γ₀ may go with the width', () => {
    const runs = [2, 4].flatMap((width) => {
      const scaled = { times, widthPrefactor: width, learningRatePrefactor: width };
      return [simulation(scaled), theory(scaled), theory({ ...scaled, delta: 0.5 })];
    });
    const results = runs.map((run) => falling(run, 1));
    const { panels } = widthData([part(results, [], 'easy'), part(results.slice(0, 1), [], 'hard')], 0.1);
    expect(
      panels.map(({ label, source, regime, widths: all }) => [label, source, regime, all.length]),
    ).toEqual([
      ['easy', 'simulation', 'plateau', 2],
      ['easy', 'theory', 'plateau', 2],
      ['easy', 'theory', 'perfect-learning', 2],
      ['hard', 'simulation', 'plateau', 1],
    ]);
  });

  it('are one for each γ₀ where every width was run at several', () => {
    const runs = [2, 4].flatMap((widthPrefactor) =>
      [1, 2].map((learningRatePrefactor) => theory({ times, widthPrefactor, learningRatePrefactor })),
    );
    const { panels } = widthData([part(runs.map((run) => falling(run, 1)))], 0.1);
    expect(
      panels.map(({ parameters, widths: all }) => [parameters.learningRatePrefactor, all.length]),
    ).toEqual([
      [1, 2],
      [2, 2],
    ]);
  });

  it('take their line for wide networks from the widest particles of the label, which make no panel', () => {
    const particle = (widthPrefactor: number, seed: number) =>
      theory({ equations: 'mean-field', times, widthPrefactor, seed, noise: 0 });
    const results = [
      ...widths.map((run) => falling(run, 1)),
      falling(particle(10, 1), 9),
      ...[1, 2, 3].map((seed) => falling(particle(90, seed), seed)),
    ];
    const [panel, ...others] = widthData([part(results)], 0.025).panels;
    expect(others).toEqual([]);
    // Seeds 1, 2, 3 end at 0.01, 0.02, 0.03, and the third never arrives at 0.025.
    expect(panel.meanField?.risk).toBeCloseTo(0.02, 14);
    expect(panel.meanField?.timeToThreshold).toBeCloseTo(80, 9);
    expect(
      widthData([part(results.slice(0, 9)), part(results.slice(9))], 0.1).panels[0].meanField,
    ).toBeNull();
  });

  it('are none without runs', () => {
    expect(widthData([], 0.1)).toMatchObject({ panels: [], time: 0, teacherWidth: 0 });
    expect(widthData([part([])], 0.1).panels).toEqual([]);
  });
});

describe('a width sweep that was run', () => {
  it('shows what its runs ended with', async () => {
    const specification = experimentSpecificationSchema.parse(
      experiment({
        axes: { widthPrefactor: [1, 2, 3], seed: [0, 1] },
        base: { times: [0, 1, 3], noise: 0 },
        simulation: false,
        theory: ['gradient-flow'],
      }),
    );
    const runs = expandExperiment(specification);
    const results = await Promise.all(runs.map((run) => execute(run)));
    const data = widthData(partResults(specification, {}, results), 1e-3);
    expect(data.panels).toHaveLength(1);
    for (const { studentWidth, risks } of data.panels[0].widths) {
      const ends = results
        .filter((result) => result.specification.widthPrefactor === studentWidth)
        .map((result) => riskOf(result.specification, result.points)[2]);
      expect(risks).toEqual(ends.sort((a, b) => a - b));
    }
    expect(JSON.parse(JSON.stringify(data))).toEqual(data);
  });
});
