import { describe, expect, it } from 'vitest';
import { learningRateFigure, type LearningRateBudget, type LearningRateSeries } from '../src/index.ts';
import { bestOf } from '../src/learning-rate/best.ts';

const series = (change: Partial<LearningRateSeries> = {}): LearningRateSeries => ({
  parameters: {
    inputDimension: 1000,
    studentWidth: 8,
    teacherWidth: 4,
    widthPrefactor: 8,
    kappa: 0,
    delta: 0,
    learningRatePrefactor: 8,
    noise: 1e-3,
    start: 'teacher-span',
    seed: 1,
  },
  points: [0.1, 1, 10].map((learningRate) => ({
    learningRate,
    delta: 0,
    regime: 'plateau',
    finalRisk: 1e-5 * learningRate,
    standardError: 1e-7 * learningRate,
    replicas: 4,
    settled: learningRate > 0.5,
    sweepsToFinal: learningRate > 0.5 ? 100 / learningRate : null,
    predictedRisk: 1e-5 * learningRate,
  })),
  budgets: [],
  ...change,
});

const budget = (sweeps: number, risks: readonly number[], optimum: LearningRateBudget['optimum'] = null) => ({
  sweeps,
  points: risks.map((risk, index) => ({ learningRate: 10 ** (index - 1), risk, standardError: null })),
  optimum,
});

const figureOf = (members: readonly LearningRateSeries[]) => {
  const data = { kind: 'learning-rate', name: 'learning-rate', series: members } as const;
  const size = { width: 673, height: 360 };
  const figure = learningRateFigure({ data, theme: 'light', size, furniture: 'full' });
  return { ...figure, title: figure.title.replaceAll('\u00a0', ' ') };
};

describe('the title', () => {
  it('states the optimum of the largest number of sweeps with its standard error', () => {
    const { title, findings } = figureOf([
      series({
        budgets: [
          budget(1e4, [3, 1, 2], { learningRate: 0.8, risk: 0.9, standardError: 0.05 }),
          budget(100, [3, 2, 1]),
        ],
      }),
    ]);
    expect(title).toBe('After ν/d = 10⁴ the risk is least at γ = 0.80 ± 0.04, R = 0.9');
    expect(findings).toMatchObject([{ value: 0.8, standardError: 0.8 * 0.05 }, { value: 0.9 }]);
  });

  it('passes over a number of sweeps that no run has lasted', () => {
    const { title } = figureOf([series({ budgets: [budget(1e6, []), budget(100, [3, 2, 1])] })]);
    expect(title).toBe('After ν/d = 100 the risk is least at the largest rate tried, γ = 10, R = 1');
  });

  it('calls no end of the rates tried an optimum', () => {
    expect(bestOf(budget(100, [3, 2, 1]))).toMatchObject({ learningRate: 10, edge: 'largest' });
    expect(bestOf(budget(100, [1, 2, 3]))).toMatchObject({ learningRate: 0.1, edge: 'smallest' });
    expect(bestOf(budget(100, [0, NaN]))).toBeNull();
  });

  it('names the optimum of each series by what distinguishes it', () => {
    const optimum = { learningRate: 2, risk: 0.5 };
    const at = (noise: number) => {
      const member = series({ budgets: [budget(100, [3, 1, 2], optimum)] });
      return { ...member, parameters: { ...member.parameters, noise } };
    };
    expect(figureOf([at(1e-3), at(0)]).title).toBe(
      'After ν/d = 100 the risk is least at γ = 2 (Δ = 10⁻³), γ = 2 (Δ = 0)',
    );
  });

  it('without numbers of sweeps states the least final risk that has settled', () => {
    const { title, findings } = figureOf([series()]);
    expect(title).toBe('The least final risk of the rates tried is R = (1.00 ± 0.01) × 10⁻⁵, at γ = 1');
    expect(findings.map(({ value }) => value)).toEqual([1, 1e-5]);
  });
});

describe('what is drawn', () => {
  it('keeps rates without a number of sweeps as marks above the frame and counts them', () => {
    const { datasets, notes } = figureOf([series()]);
    expect(datasets.sweeps).toHaveLength(3);
    expect(notes).toEqual([expect.stringMatching(/^1 rate has no number of sweeps/)]);
  });

  it('counts risks at or below 0', () => {
    const { notes } = figureOf([series({ points: [], budgets: [budget(100, [0, -1, 1])] })]);
    expect(notes).toEqual([expect.stringMatching(/^2 points with R ≤ 0/)]);
  });

  it('lists all points and optima in the table', () => {
    const figure = figureOf([
      series({ budgets: [budget(100, [3, 0, 2], { learningRate: 0.8, risk: 0.9 })] }),
    ]);
    const { columns, rows } = figure.table();
    expect(rows.map((row) => row[1])).toEqual([
      ...['end', 'end', 'end'],
      ...Array.from({ length: 3 }, () => 'after a number of sweeps'),
      'optimum',
    ]);
    for (const row of rows) expect(row).toHaveLength(columns.length);
  });
});
