import { describe, expect, it } from 'vitest';
import { dragged, nearestPoint, sameStructure, trajectoriesFigure } from '../src/index.ts';
import type { Curve, TrajectoriesInput } from '../src/index.ts';
import type { CurveKind } from '../src/trajectories/input.ts';
import { MOST_POINTS } from '../src/trajectories/rows.ts';
import { curve, dimensionsOf, regimeCurves, timesOf } from './gallery/curves.ts';

const page: Omit<TrajectoriesInput, 'curves'> = {
  timeAxis: 'regime',
  theme: 'light',
  size: { width: 900, height: 420 },
  furniture: 'axes',
};
const figureOf = (curves: readonly Curve[], change: Partial<TrajectoriesInput> = {}) =>
  trajectoriesFigure({ ...page, curves, ...change });
const three = (options = {}) =>
  (['perfect-learning', 'plateau', 'bad-learning'] as const).flatMap((regime) =>
    regimeCurves(regime, options),
  );
const withRisks = (base: Curve, risks: readonly number[]): Curve => ({
  ...base,
  points: risks.map((risk, index) => ({ time: timesOf(base.regime)[index], risk })),
});

describe('panels', () => {
  it('give each regime its own time, from perfect learning to bad learning', () => {
    const { panels } = figureOf(three());
    expect(panels.map(({ key, time }) => [key, time.base, time.raised])).toEqual([
      ['perfect-learning', 't = ν/d', '3/2'],
      ['plateau', 't = ν/d', ''],
      ['bad-learning', 't = ν/d', '1/4'],
    ]);
  });

  it('join in one when the time is the same for all', () => {
    const { panels, legend } = figureOf(three(), { timeAxis: 'steps' });
    expect(panels).toHaveLength(1);
    expect(panels[0].regimes).toEqual(['perfect-learning', 'plateau', 'bad-learning']);
    expect(legend).toHaveLength(3);
  });

  it('convert times by the definition of t', () => {
    const [dimension] = dimensionsOf('perfect-learning');
    const simulation = curve('perfect-learning', 'simulation', dimension);
    const time = simulation.points[10].time;
    const rowAt = (timeAxis: TrajectoriesInput['timeAxis']) =>
      figureOf([simulation], { timeAxis }).datasets.simulation[10];
    expect(rowAt('regime').time).toBe(time);
    expect(rowAt('steps').time).toBeCloseTo(time * dimension ** 1.5, 8);
    expect(rowAt('sweeps').time).toBeCloseTo(time * dimension ** 0.5, 8);
  });

  it('leave a limit without d out of ν and say so, but keep the plateau’s in ν/d', () => {
    const sweeps = figureOf(three(), { timeAxis: 'sweeps' });
    expect(sweeps.notes).toHaveLength(1);
    expect(sweeps.notes[0]).toMatch(/^2 limit curves .* not drawn/);
    const limits = sweeps.datasets.theory.filter(({ kind }) => kind === 'limit');
    expect(new Set(limits.map(({ regime }) => regime))).toEqual(new Set(['plateau']));
  });
});

describe('points', () => {
  it('with R ≤ 0 or not finite are counted, not drawn', () => {
    const simulation = withRisks(curve('plateau', 'simulation', 100), [0.1, 0, -1e-17, NaN, 0.05]);
    const figure = figureOf([simulation]);
    expect(figure.datasets.simulation).toHaveLength(2);
    expect(figure.notes).toEqual([
      '3 points with R ≤ 0 or not finite: no place on a logarithmic axis, not drawn.',
    ]);
  });

  it('at t = 0 stand on the tick that says 0', () => {
    const figure = figureOf(regimeCurves('plateau'));
    const { zero } = figure.panels[0].range;
    const starts = figure.datasets.simulation.filter(({ time }) => time === 0);
    expect(starts.length).toBeGreaterThan(0);
    expect(starts.every(({ x, atZero }) => x === zero && atZero)).toBe(true);
  });

  it('carry a band of one standard error that goes down to the axis where it reaches 0', () => {
    const base = curve('plateau', 'simulation', 100);
    const points = [
      { time: 0.1, risk: 0.1, standardError: 0.02 },
      { time: 1, risk: 0.1, standardError: 0.2 },
    ];
    const [first, second] = figureOf([{ ...base, points }]).datasets.simulation;
    expect([first.low, first.high]).toEqual([0.08, 0.12000000000000001]);
    expect(second.low).toBeGreaterThan(0);
    expect(second.low).toBeLessThan(1e-100);
  });

  it('have no band below two replicas', () => {
    const rows = figureOf([curve('plateau', 'simulation', 100, { replicas: 1 })]).datasets.simulation;
    expect(rows.every(({ low, high }) => low === null && high === null)).toBe(true);
  });

  it(`are at most ${MOST_POINTS} to a curve, the last among them`, () => {
    const dense = curve('plateau', 'simulation', 100, { points: 1000 });
    const rows = figureOf([dense]).datasets.simulation;
    expect(rows).toHaveLength(MOST_POINTS);
    expect(rows.at(-1)?.time).toBe(dense.points.at(-1)?.time);
  });
});

describe('groups', () => {
  it('pair a simulation with its theory, and a limit with the only d beside it', () => {
    const { legend } = figureOf([
      curve('plateau', 'limit', null, { noise: 1e-2 }),
      curve('plateau', 'simulation', 1000, { noise: 1e-2 }),
      curve('plateau', 'limit', null, { noise: 1e-3 }),
      curve('plateau', 'simulation', 1000, { noise: 1e-3 }),
    ]);
    expect(legend[0].entries.map(({ label, mark, line }) => [label, mark, line])).toEqual([
      ['Δ = 0.01', true, 'solid'],
      ['Δ = 10⁻³', true, 'solid'],
    ]);
  });

  it('list a limit on its own, dashed, where several d stand beside it', () => {
    const { legend } = figureOf(regimeCurves('perfect-learning'));
    expect(legend[0].entries.map(({ label, mark, line }) => [label, mark, line])).toEqual([
      ['d = 30', true, 'solid'],
      ['d = 100', true, 'solid'],
      ['d = 300', true, 'solid'],
      ['d → ∞', false, 'dashed'],
    ]);
  });

  it('stand in the legend in the order in which their curves end', () => {
    const { legend } = figureOf(regimeCurves('bad-learning'));
    expect(legend[0].entries.map(({ label }) => label)).toEqual(['d → ∞', 'd = 1000', 'd = 300', 'd = 100']);
  });

  it('name every parameter in which they differ', () => {
    const { legend } = figureOf([
      curve('plateau', 'simulation', 100, { noise: 1e-3 }),
      curve('plateau', 'simulation', 1000, { noise: 0 }),
    ]);
    const labels = legend[0].entries.map(({ label }) => label).sort();
    expect(labels).toEqual(['d = 100, Δ = 10⁻³', 'd = 1000, Δ = 0']);
  });
});

describe('words', () => {
  it('state the result: agreement as title, fate as verdict', () => {
    const figure = figureOf(three());
    expect(figure.title).toMatch(/^Simulated SGD follows the theory to [\d.]+\u00a0% in all three regimes$/);
    expect(figure.panels[0].verdict).toMatch(/^R falls as t⁻/);
    expect(figure.panels[1].verdict).toMatch(/^R levels off at /);
  });

  it('tell of a peak on the way', () => {
    const base = curve('bad-learning', 'simulation', 1000, { replicas: 1 });
    const risks = [0.05, 0.05, 0.1, 0.2, 0.15, 0.1, 0.06, 0.06, 0.06, 0.06];
    const points = risks.map((risk, index) => ({ time: index === 0 ? 0 : 2 ** index, risk }));
    const peaked = { ...base, points, grid: { first: 2, last: 512 } };
    expect(figureOf([peaked]).panels[0].verdict).toBe('R rises to 0.2, then levels off at 0.06');
  });

  it('say how far it is while points arrive', () => {
    const figure = figureOf(three({ share: 0.5 }));
    expect(figure.panels[1].verdict).toMatch(/so far, at t = /);
    expect(figureOf([withRisks(curve('plateau', 'simulation', 100), [])]).panels[0].verdict).toBe(
      'No points yet',
    );
  });

  it('stand whole in a figure on its own, however narrow its panels are', () => {
    const figure = figureOf(three(), { furniture: 'full', size: { width: 672, height: 420 } });
    const words = [...JSON.stringify(figure.spec).matchAll(/"text":"([^"]*)"/g)]
      .map(([, text]) => text)
      .join(' ');
    for (const { verdict } of figure.panels) {
      expect(verdict).toContain('(d\u00a0=\u00a0');
      expect(words).toContain(verdict);
    }
  });

  it('say when simulation and theory part', () => {
    const theory = curve('plateau', 'finite', 100);
    const simulation = { ...curve('plateau', 'simulation', 100), points: theory.points };
    const doubled = simulation.points.map((point) => ({ ...point, risk: 2 * point.risk }));
    expect(figureOf([theory, { ...simulation, points: doubled }]).title).toBe(
      'Simulated SGD departs from the theory by 100\u00a0%',
    );
  });

  it('name the band, the lines and the parameters', () => {
    const { caption } = figureOf(three());
    expect(caption).toContain('p = 8, k = 4, γ₀ = 8, Δ = 10⁻³, teacher-span start');
    expect(caption).toContain('mean ± standard error over 3 replicas');
    expect(caption).toContain('Solid lines: ODE at finite d; dashed: limit ODE');
  });

  it('tell the exact mean drift and the gradient flow from the other lines', () => {
    const of = (...kinds: CurveKind[]) => figureOf(kinds.map((kind) => curve('plateau', kind, 100)));
    expect(of('finite', 'exact', 'gradient-flow').caption).toContain(
      'Solid lines: ODE at finite d and exact mean drift at finite d; dashed: gradient flow.',
    );
    expect(of('limit', 'gradient-flow').caption).toContain('Solid lines: limit ODE');
    expect(of('gradient-flow').caption).toContain('Lines: gradient flow.');
    const line = (...kinds: CurveKind[]) => of(...kinds).legend[0].entries[0].line;
    expect(line('finite', 'gradient-flow')).toBe('solid-and-dashed');
    expect(line('limit', 'gradient-flow')).toBe('solid-and-dashed');
    expect(line('gradient-flow')).toBe('solid');
    expect(line('exact')).toBe('solid');
    const dashed = JSON.stringify(of('limit', 'gradient-flow').spec);
    expect(dashed).toContain(`datum.kind === 'gradient-flow' && indexof([\\"plateau\\"]`);
    expect(dashed).toContain(`datum.kind === 'limit' && indexof([]`);
  });
});

describe('a page', () => {
  it('keeps its view while points arrive', () => {
    const early = figureOf(three({ share: 0.2 }));
    const late = figureOf(three());
    expect(sameStructure(early, late)).toBe(true);
    expect(early.datasets.simulation.length).toBeLessThan(late.datasets.simulation.length);
    expect(early.signals.timeMax0).toBe(late.signals.timeMax0);
  });

  it('keeps its view when a reader zooms, hides and singles out', () => {
    const all = figureOf(three());
    const [{ group }] = all.legend[0].entries;
    const chosen = figureOf(three(), {
      view: {
        hidden: [group],
        emphasis: 'x',
        risk: { min: 1e-4, max: 1e-2 },
        time: { plateau: { min: 1, max: 10 } },
      },
    });
    expect(sameStructure(all, chosen)).toBe(true);
    expect(chosen.signals).toMatchObject({ hidden: [group], riskMin: 1e-4, timeMin1: 1, timeMax1: 10 });
  });

  it('builds a new view for another theme, size or time', () => {
    const before = figureOf(three());
    expect(sameStructure(before, figureOf(three(), { theme: 'dark' }))).toBe(false);
    expect(sameStructure(before, figureOf(three(), { size: { width: 700, height: 420 } }))).toBe(false);
    expect(sameStructure(before, figureOf(three(), { timeAxis: 'steps' }))).toBe(false);
  });

  it('finds the point under the pointer, not one that is hidden, none far away', () => {
    const figure = figureOf(regimeCurves('plateau'));
    const { panelWidth, panelHeight } = figure.layout;
    const found = nearestPoint(figure, { x: panelWidth * 0.96, y: panelHeight * 0.97 }, 500);
    expect(found?.row.regime).toBe('plateau');
    expect(nearestPoint(figure, { x: panelWidth * 0.96, y: 0 }, 10)).toBeNull();
    expect(nearestPoint(figure, { x: -50, y: 10 })).toBeNull();
    const group = found?.row.group ?? '';
    const without = figureOf(regimeCurves('plateau'), { view: { hidden: [group] } });
    const other = nearestPoint(without, found?.at ?? { x: 0, y: 0 }, 500);
    expect(other?.row.group).not.toBe(group);
  });

  it('turns a drag into intervals of both axes, whichever way it went', () => {
    const figure = figureOf(regimeCurves('plateau'));
    const { panelWidth, panelHeight } = figure.layout;
    const from = { x: 0.75 * panelWidth, y: 0.75 * panelHeight };
    const to = { x: 0.25 * panelWidth, y: 0.25 * panelHeight };
    const zoom = dragged(figure, from, to);
    expect(zoom).toEqual(dragged(figure, to, from));
    const ratio = figure.risk.max / figure.risk.min;
    expect((zoom?.risk.max ?? 0) / (zoom?.risk.min ?? 1)).toBeCloseTo(Math.sqrt(ratio), 6);
    expect(dragged(figure, from, { x: from.x + 2, y: from.y })).toBeNull();
  });

  it('has every point in its table, drawn or not', () => {
    const curves = three();
    const table = figureOf(curves).table();
    expect(table.rows).toHaveLength(curves.reduce((sum, { points }) => sum + points.length, 0));
    expect(table.columns).toHaveLength(table.rows[0].length);
  });
});
