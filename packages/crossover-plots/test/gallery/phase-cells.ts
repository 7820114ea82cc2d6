import { power } from '@crossover/math-core';
import type { RegimeName } from '@crossover/ode-theory';
import { phaseDiagramFigure, type Figure, type PhaseCell } from '../../src/index.ts';

/** Final risks over the (δ, κ) plane from a closed expression; no physics is claimed for them. */

const DIMENSION = 300;

function regimeOf(theta: number): RegimeName {
  if (Math.abs(theta) < 1e-9) return 'plateau';
  if (theta > 0) return 'perfect-learning';
  return theta > -0.5 + 1e-9 ? 'bad-learning' : 'no-ode';
}

function cell(kappa: number, delta: number, index: number): PhaseCell {
  const theta = kappa + delta;
  const regime = regimeOf(theta);
  const predicted = theta >= 0 ? 1e-3 * power(DIMENSION, -2 * theta) : 0.2 - 0.4 * (theta + 0.25) ** 2;
  const off =
    kappa === 1 && delta > 0.6 ? 9 : theta === 0.25 && kappa === 0 ? 4 : 1 + 0.03 * ((index % 5) - 2);
  const width = Math.max(1, Math.round(8 * power(DIMENSION, kappa)));
  return {
    kappa,
    delta,
    regime,
    inputDimension: DIMENSION,
    studentWidth: width,
    learningRate: 8 * power(DIMENSION, -delta),
    steps: 1e6,
    initialRisk: 0.02,
    risk: regime === 'no-ode' ? 0.35 : predicted * off,
    standardError: 0.05 * predicted,
    replicas: 3,
    predictedRisk: regime === 'no-ode' ? null : predicted,
    settled: !(kappa === 1 && delta > 0.6),
    prediction: regime === 'no-ode' ? null : 'phase-report',
  };
}

const quarters = (from: number, to: number): number[] =>
  Array.from({ length: Math.round(4 * (to - from)) + 1 }, (_, index) => from + index / 4);

const grid = quarters(0, 1).flatMap((kappa, row) =>
  quarters(-1, 1).map((delta, column) => cell(kappa, delta, row + 3 * column)),
);
const unfinished = grid.map((entry, index): PhaseCell =>
  index % 7 === 3
    ? { ...entry, risk: null, standardError: null, replicas: 0, initialRisk: null }
    : index === 20
      ? { ...entry, risk: 0 }
      : entry,
);
const pointsOf = (cells: readonly PhaseCell[]) =>
  cells.map(({ kappa, delta, regime, replicas }) => ({ kappa, delta, regime, runs: replicas + 1 }));

export const phaseCellGallery: Readonly<Record<string, Figure>> = {
  'phase-cells-one-column': phaseDiagramFigure({
    points: pointsOf(grid),
    cells: grid,
    theme: 'print',
    size: { width: 325, height: 560 },
    furniture: 'full',
  }),
  'phase-cells-two-columns': phaseDiagramFigure({
    points: pointsOf(grid),
    cells: grid,
    theme: 'print',
    size: { width: 673, height: 560 },
    furniture: 'full',
  }),
  'phase-cells-unfinished-dark': phaseDiagramFigure({
    points: [...pointsOf(unfinished), { kappa: 0.5, delta: 1.25, regime: 'perfect-learning', runs: 2 }],
    cells: unfinished,
    theme: 'dark',
    size: { width: 640, height: 420 },
    furniture: 'axes',
  }),
  'phase-cells-of-one': phaseDiagramFigure({
    points: pointsOf([cell(0, 0.5, 2)]),
    cells: [cell(0, 0.5, 2)],
    theme: 'light',
    size: { width: 325, height: 560 },
    furniture: 'full',
  }),
  'phase-cells-without-runs': phaseDiagramFigure({
    points: pointsOf(grid.slice(0, 4)),
    cells: grid.slice(0, 4).map((entry) => ({ ...entry, risk: null, predictedRisk: null, replicas: 0 })),
    theme: 'light',
    size: { width: 325, height: 560 },
    furniture: 'full',
  }),
};
