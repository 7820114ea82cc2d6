import type { LogDomain } from '../axes/decades.ts';
import { logPosition } from '../axes/time-range.ts';
import type { TimeAxis } from '../text/time-definition.ts';
import { axisTime } from './axis-time.ts';
import type { Curve, CurveKind } from './input.ts';
import type { CurveGroup, Panel } from './panels.ts';

/** More points than this do not show on any screen, and cost time at every update. */
export const MOST_POINTS = 200;
/** Pixels between marks of one curve: closer ones hide one another and the line behind them. */
const LEAST_MARK_SPACING = 11;
const LARGEST_MARK_SPACING = 30;
/** Pixels from a mark to the next of any curve, where curves coincide and take turns. */
const MARK_WIDTH = 8;

/** One drawn point: a row of the figure's data. */
export interface TrajectoryRow {
  readonly panel: string;
  readonly group: string;
  readonly regime: string;
  readonly kind: CurveKind;
  readonly label: string;
  /** Where it stands on the axis; for t = 0 the place of the tick that says 0. */
  readonly x: number;
  readonly atZero: boolean;
  /** In the units of the axis. */
  readonly time: number;
  readonly risk: number;
  /** Ends of the band, mean ± standard error. A lower end at or below 0 goes down to the axis. */
  readonly low: number | null;
  readonly high: number | null;
  readonly standardError: number | null;
  readonly replicas: number;
  /** Whether it carries a mark; between marks the band runs through all points. */
  readonly marked: boolean;
}

/** A logarithmic axis has no place for R ≤ 0. */
export function isDrawable(risk: number): boolean {
  return risk > 0 && risk < Infinity;
}

/** At most `MOST_POINTS` of them, evenly by position, the last always included. */
function thin<T>(points: readonly T[]): readonly T[] {
  if (points.length <= MOST_POINTS) return points;
  const stride = (points.length - 1) / (MOST_POINTS - 1);
  return Array.from({ length: MOST_POINTS }, (_, index) => points[Math.round(index * stride)]);
}

/** A lower end that stands for "down to the axis": below anything an axis shows. */
const BOTTOM = 1e-300;

function curveRows(
  panel: Panel,
  group: CurveGroup,
  curve: Curve,
  axis: TimeAxis,
  shown: LogDomain,
  width: number,
): TrajectoryRow[] {
  const drawable = curve.points.filter(({ risk }) => isDrawable(risk));
  // Curves that coincide take turns, so that none hides all marks of another.
  const marking = panel.groups.filter(({ curves }) => curves.simulation !== undefined);
  const spacing = Math.min(LARGEST_MARK_SPACING, Math.max(LEAST_MARK_SPACING, MARK_WIDTH * marking.length));
  const phase = marking.indexOf(group) / marking.length;
  let lastCell = -Infinity;
  return thin(drawable).map((point) => {
    const time = axisTime(curve, point.time, axis) ?? 0;
    const atZero = time === 0;
    const x = atZero ? panel.range.zero : time;
    const pixel = logPosition(x, shown) * width;
    const cell = Math.floor(pixel / spacing - phase);
    const marked = curve.kind === 'simulation' && cell > lastCell;
    lastCell = cell;
    const error = point.standardError ?? NaN;
    const banded = error >= 0 && error < Infinity;
    return {
      panel: panel.key,
      group: group.id,
      regime: group.regime,
      kind: curve.kind,
      label: group.label,
      x,
      atZero,
      time,
      risk: point.risk,
      low: banded ? Math.max(BOTTOM, point.risk - error) : null,
      high: banded ? point.risk + error : null,
      standardError: banded ? error : null,
      replicas: curve.replicas,
      marked,
    };
  });
}

/** The rows of one panel, with marks for what is shown of its axis on this width in pixels. */
export function panelRows(panel: Panel, axis: TimeAxis, shown: LogDomain, width: number): TrajectoryRow[] {
  return panel.groups.flatMap((group) =>
    Object.values(group.curves).flatMap((curve) => curveRows(panel, group, curve, axis, shown, width)),
  );
}
