import { trajectoriesFigure } from '@crossover/crossover-plots';
import { expandExperiment, findPreset, runIdentity, type RunSpecification } from '@crossover/experiments';
import type { RunSummary } from '@crossover/protocol';
import { describe, expect, it } from 'vitest';
import { CurveAssembly } from '../src/curves/curve-assembly.ts';
import { phasePoints } from '../src/curves/phase-points.ts';
import { runRows } from '../src/experiment/run-rows.ts';
import type { WatchedExperiment } from '../src/model/laboratory.ts';

const preset = findPreset('crossover');
const specifications = preset === undefined ? [] : expandExperiment(preset);

const summaryOf = (specification: RunSpecification): RunSummary => ({
  id: runIdentity(specification),
  specification: { ...specification },
  state: 'running',
  fraction: 0.5,
  node: 'n',
  attempt: null,
  pointsDone: 0,
  error: null,
  secondsSpent: 2,
});

/** The demonstration with this many points of each run; replicas differ by a tenth. */
function watched(points: (specification: RunSpecification) => number): WatchedExperiment {
  const runs = new Map(specifications.map((run) => [runIdentity(run), summaryOf(run)]));
  const curves = new Map(
    specifications.map((run) => {
      const factor = run.kind === 'simulation' ? 1 + 0.1 * run.replica : 1;
      return [runIdentity(run), run.times.slice(0, points(run)).map((time) => factor / (1 + time))];
    }),
  );
  return { id: 'x', specification: {}, runs, curves };
}

describe('runs become curves', () => {
  it('with replicas as their mean and standard error', () => {
    const curves = new CurveAssembly().curves(watched(() => 5));
    const simulation = curves.find(({ kind }) => kind === 'simulation');
    expect(simulation?.replicas).toBe(4);
    // Replicas 1, 1.1, 1.2, 1.3 at t = 0: mean 1.15, sample standard deviation 0.1291, over √4.
    expect(simulation?.points[0].risk).toBeCloseTo(1.15, 12);
    expect(simulation?.points[0].standardError).toBeCloseTo(0.0645497224, 9);
    expect(simulation?.points).toHaveLength(5);
  });

  it('one for each parameter point and each theory', () => {
    const curves = new CurveAssembly().curves(watched(() => 0));
    const kinds = curves.map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'simulation')).toHaveLength(9);
    expect(kinds.filter((kind) => kind === 'limit')).toHaveLength(3);
    expect(curves.every(({ points }) => points.length === 0)).toBe(true);
    expect(curves[0].grid).toEqual({ first: 0.1, last: 1000 });
  });

  it('that are kept while their runs do not change', () => {
    const assembly = new CurveAssembly();
    const before = watched(() => 3);
    const [changedId] = before.runs.keys();
    const after = { ...before, curves: new Map(before.curves).set(changedId, [0.1, 0.2]) };
    const first = assembly.curves(before);
    const second = assembly.curves(after);
    expect(first.filter((curve, index) => curve !== second[index])).toHaveLength(1);
  });

  it('where a replica that is behind counts as far as it has come', () => {
    const curves = new CurveAssembly().curves(
      watched((run) => (run.kind === 'simulation' && run.replica > 0 ? 2 : 6)),
    );
    const simulation = curves.find(({ kind }) => kind === 'simulation');
    expect(simulation?.points).toHaveLength(6);
    expect(simulation?.points[5].risk).toBeCloseTo(1 / (1 + (simulation?.points[5].time ?? 0)), 12);
    expect(simulation?.points[5].standardError).toBeUndefined();
  });

  it('that a figure takes as they are', () => {
    const curves = new CurveAssembly().curves(watched((run) => run.times.length));
    const figure = trajectoriesFigure({
      curves,
      timeAxis: 'regime',
      theme: 'light',
      size: { width: 900, height: 400 },
      furniture: 'axes',
    });
    expect(figure.panels.map(({ key }) => key)).toEqual(['perfect-learning', 'plateau', 'bad-learning']);
    expect(figure.notes).toEqual([]);
  });

  it('without those of a version this page does not know', () => {
    const state = watched(() => 2);
    const [id] = state.runs.keys();
    const run = state.runs.get(id);
    const runs = new Map(state.runs);
    if (run !== undefined) runs.set(id, { ...run, specification: { kind: 'telepathy' } });
    const assembly = new CurveAssembly();
    const all = new CurveAssembly().curves(state);
    expect(assembly.curves({ ...state, runs })).toHaveLength(all.length - 1);
    expect(runRows({ ...state, runs }, assembly, [], 0, 1)[0].parameters).toBe(
      'specification of another version',
    );
  });
});

describe('an experiment in tables', () => {
  it('knows where its runs lie', () => {
    const points = phasePoints(
      watched(() => 0),
      new CurveAssembly(),
    );
    expect(points.map(({ regime, delta, runs }) => [regime, delta, runs])).toEqual([
      ['perfect-learning', 0.5, 16],
      ['plateau', 0, 16],
      ['bad-learning', -0.375, 16],
    ]);
  });

  it('tells of each run what it is and where its risk is', () => {
    const rows = runRows(
      watched(() => 1),
      new CurveAssembly(),
      [],
      0,
      100,
    );
    expect(rows).toHaveLength(48);
    expect(rows[0]).toMatchObject({
      regime: 'perfect-learning',
      kind: 'limit ODE',
      parameters: 'd → ∞, p = 8, Δ = 10⁻³',
      risk: '1',
      node: 'n',
      time: '2.0 s',
    });
    expect(rows.filter(({ kind }) => kind === 'simulation, replica 1')).toHaveLength(9);
    expect(
      runRows(
        watched(() => 0),
        new CurveAssembly(),
        [],
        0,
        1,
      )[0].risk,
    ).toBe('–');
  });
});
