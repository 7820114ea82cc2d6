import type { RegimeName } from '@crossover/ode-theory';
import { describe, expect, it } from 'vitest';
import {
  phaseDiagramFigure,
  type PhaseCell,
  type PhaseCellRow,
  type PhaseDiagramInput,
} from '../src/index.ts';
import { cellSpacing } from '../src/phase-diagram/cells.ts';

const cell = (
  [kappa, delta]: readonly [number, number],
  regime: RegimeName,
  risk: number | null,
  predictedRisk: number | null,
): PhaseCell => ({
  kappa,
  delta,
  regime,
  inputDimension: 300,
  studentWidth: 8,
  learningRate: 1,
  steps: 1e5,
  initialRisk: 0.02,
  risk,
  standardError: null,
  replicas: risk === null ? 0 : 2,
  predictedRisk,
});

const figureOf = (cells: readonly PhaseCell[], change: Partial<PhaseDiagramInput> = {}) => {
  const points = cells.map(({ kappa, delta, regime }) => ({ kappa, delta, regime, runs: 2 }));
  const size = { width: 673, height: 500 };
  return phaseDiagramFigure({ points, cells, theme: 'light', size, furniture: 'full', ...change });
};

const three = [
  cell([0, 0.5], 'perfect-learning', 2e-5, 1e-5),
  cell([0, 0.25], 'perfect-learning', 1e-4, 1e-4),
  cell([0, 0], 'plateau', 1e-3, 1.25e-3),
];

describe('cells', () => {
  it('state the risk of each regime and how far the theory is from it', () => {
    const { title, findings } = figureOf(three);
    expect(title.replaceAll('\u00a0', ' ')).toBe(
      'Final risk R is 2 × 10⁻⁵ to 10⁻⁴ in perfect learning, 10⁻³ on the plateau; theory within a factor 1.25 (median)',
    );
    // Factors 2, 1 and 1.25, in whichever direction the two differ.
    expect(findings.map(({ value }) => value)).toEqual([2e-5, 1e-4, 1e-3, 1e-3, 1.25]);
  });

  it('are not held against a prediction for any later time while they still move', () => {
    const moving = three.map((entry): PhaseCell => ({
      ...entry,
      settled: false,
      prediction: 'phase-report',
    }));
    const later = figureOf(moving);
    expect(later.title).not.toMatch(/theory/);
    expect(later.notes).toEqual([expect.stringMatching(/^3 places have not settled/)]);
    const atTheSameTime = figureOf(moving.map((entry) => ({ ...entry, prediction: 'theory-run' })));
    expect(atTheSameTime.title).toMatch(/theory within a factor\u00a01\.25/);
  });

  it('have equal colours for equal risks, simulated or predicted, at either end of the scale and between', () => {
    const rows = figureOf(three).datasets.cells as readonly PhaseCellRow[];
    expect(rows[1].colour).toBe(rows[1].predictedColour);
    expect(new Set(rows.flatMap((row) => [row.colour, row.predictedColour])).size).toBe(5);
  });

  it('without a risk that a logarithmic scale holds have no colour and are counted', () => {
    const { datasets, notes } = figureOf([
      ...three,
      cell([0.5, 0], 'perfect-learning', null, 1e-5),
      cell([0.5, 0.5], 'perfect-learning', 0, null),
    ]);
    const rows = datasets.cells as readonly PhaseCellRow[];
    expect(rows.slice(3).map(({ colour }) => colour)).toEqual([null, null]);
    expect(rows[3].predictedColour).not.toBeNull();
    expect(notes).toEqual([
      expect.stringMatching(/^1 place without a finished run/),
      expect.stringMatching(/^1 place with R ≤ 0/),
    ]);
  });

  it('cover the points that they lie on, also where δ was added up from decimals', () => {
    const points = [
      { kappa: 0, delta: 0.1 + 0.2, regime: 'perfect-learning', runs: 1 },
      { kappa: 0, delta: 0.4, regime: 'perfect-learning', runs: 1 },
    ] as const;
    const { datasets } = figureOf([cell([0, 0.3], 'perfect-learning', 1e-4, null)], { points });
    expect(datasets.points.map(({ delta }) => delta)).toEqual([0.4]);
  });

  it('are as far apart as the nearest neighbours, not as rounding', () => {
    const at = (delta: number) => cell([0, delta], 'plateau', 1, null);
    expect(cellSpacing([at(0.3), at(0.1 + 0.2), at(0.8)])).toBeCloseTo(0.5, 12);
  });

  it('fill the table with a row for each place', () => {
    const { columns, rows } = figureOf(three).table();
    expect(rows.map((row) => row[columns.indexOf('predicted R')])).toEqual([1e-5, 1e-4, 1.25e-3]);
    for (const row of rows) expect(row).toHaveLength(columns.length);
  });
});

it('without cells shows where runs lie, with nothing found', () => {
  const points = [{ kappa: 0, delta: 0, regime: 'plateau', runs: 3 }] as const;
  const { title, findings, datasets } = figureOf([], { points });
  expect(title).toBe('The runs lie in plateau');
  expect(findings).toEqual([]);
  expect(Object.keys(datasets)).toEqual(['points']);
});
