import { wholeDecades, type LogDomain } from '../axes/decades.ts';
import { riskColour } from '../language/risk-colours.ts';
import type { Theme } from '../language/theme.ts';
import { isDrawable } from '../trajectories/rows.ts';
import type { Layer } from '../vega-lite/parts.ts';
import type { PhaseCell, PhasePoint } from './input.ts';
import type { Plane } from './plane.ts';

/** A place with its colours. */
export interface PhaseCellRow extends PhaseCell {
  /** Of the simulation; null where there is nothing to colour, which is crossed out. */
  readonly colour: string | null;
  /** Of the prediction. */
  readonly predictedColour: string | null;
}

/** Places nearer to one another than this are the same: exponents come from sums of decimals. */
const SAME = 1e-6;
/** Of the distance between places. */
const SIDE = 0.74;
const LARGEST_SIDE = 46;
const LEAST_SIDE = 7;

export const drawableRisk = (risk: number | null): risk is number => risk !== null && isDrawable(risk);

export function riskScale(cells: readonly PhaseCell[]): LogDomain {
  const risks = cells.flatMap(({ risk, predictedRisk }) => [risk ?? 0, predictedRisk ?? 0]);
  return wholeDecades(risks, { min: 1e-3, max: 1 });
}

export function cellRows(cells: readonly PhaseCell[]): PhaseCellRow[] {
  const domain = riskScale(cells);
  const colour = (risk: number | null): string | null =>
    drawableRisk(risk) ? riskColour(risk, domain) : null;
  return cells.map((cell) => ({
    ...cell,
    colour: colour(cell.risk),
    predictedColour: colour(cell.predictedRisk),
  }));
}

/** Whether the risk of a finished place still moves. */
export const stillMoving = ({ risk, settled }: PhaseCell): boolean => settled === false && drawableRisk(risk);

/** The points that no cell lies on. */
export function uncovered(points: readonly PhasePoint[], cells: readonly PhaseCell[]): PhasePoint[] {
  return points.filter(
    ({ kappa, delta }) =>
      !cells.some((cell) => Math.abs(cell.kappa - kappa) < SAME && Math.abs(cell.delta - delta) < SAME),
  );
}

/** The least distance between different values; Infinity when there is but one. */
function spacing(values: readonly number[]): number {
  const ordered = [...values].sort((a, b) => a - b);
  return ordered.reduce((least, value, index) => {
    const step = index === 0 ? Infinity : value - ordered[index - 1];
    return step > SAME ? Math.min(least, step) : least;
  }, Infinity);
}

/** The distance between neighbouring places in units of δ and κ. */
export function cellSpacing(cells: readonly PhaseCell[]): number {
  const least = Math.min(spacing(cells.map(({ delta }) => delta)), spacing(cells.map(({ kappa }) => kappa)));
  return least < Infinity ? least : 0.5;
}

/** Pixels along the side of a square. */
function sideOf(cells: readonly PhaseCell[], plane: Plane): number {
  const unit = plane.width / (plane.delta[1] - plane.delta[0]);
  return Math.min(LARGEST_SIDE, Math.max(LEAST_SIDE, SIDE * cellSpacing(cells) * unit));
}

const CROSS = 'M-1,-1L1,1M1,-1L-1,1';

/**
 * A square for each place in the colour of its final risk, within it a disc in the colour of the prediction: it
 * fades into the square where both agree. Without a risk the square is empty and crossed out.
 */
export function cellLayers(cells: readonly PhaseCell[], plane: Plane, theme: Theme): Layer[] {
  const side = sideOf(cells, plane);
  const positions = {
    x: { field: 'delta', type: 'quantitative' as const },
    y: { field: 'kappa', type: 'quantitative' as const },
  };
  const coloured = (field: string) => ({ field, type: 'nominal' as const, scale: null, legend: null });
  const point = { type: 'point' as const, opacity: 1, clip: true, aria: false };
  const from = (test: string) => ({ data: { name: 'cells' }, transform: [{ filter: test }] });
  return [
    {
      ...from('isValid(datum.colour)'),
      mark: {
        ...point,
        shape: 'square',
        filled: true,
        size: side * side,
        stroke: theme.axis,
        strokeWidth: 0.6,
      },
      encoding: { ...positions, fill: coloured('colour') },
    },
    {
      ...from('!isValid(datum.colour)'),
      mark: {
        ...point,
        shape: 'square',
        size: side * side,
        fill: theme.background,
        stroke: theme.axis,
        strokeWidth: 0.8,
      },
      encoding: positions,
    },
    {
      ...from('!isValid(datum.colour)'),
      mark: { ...point, shape: CROSS, size: 0.7 * side * side, stroke: theme.mutedInk, strokeWidth: 1.2 },
      encoding: positions,
    },
    {
      ...from('isValid(datum.predictedColour)'),
      mark: {
        ...point,
        shape: 'circle',
        filled: true,
        size: 0.2 * side * side,
        stroke: theme.background,
        strokeWidth: side < 14 ? 0.3 : 0.6,
      },
      encoding: { ...positions, fill: coloured('predictedColour') },
    },
    {
      ...from('isValid(datum.colour) && datum.settled === false'),
      mark: {
        ...point,
        shape: 'triangle-down',
        filled: true,
        size: Math.max(16, 0.025 * side * side),
        color: theme.ink,
        stroke: theme.background,
        strokeWidth: 0.6,
        xOffset: 0.36 * side,
        yOffset: -0.36 * side,
      },
      encoding: positions,
    },
  ];
}
