import { logPosition, logValue } from '../axes/time-range.ts';
import type { LogDomain } from '../axes/decades.ts';
import { panelOrigin } from './layout.ts';
import type { TrajectoryRow } from './rows.ts';
import type { PanelSummary, TrajectoriesFigure } from './trajectories-figure.ts';

/** A place in pixels from the upper left corner of the first panel's frame. */
export interface Pixel {
  readonly x: number;
  readonly y: number;
}

/** The panel under a place, and the place within its frame. */
export function panelAt(
  figure: TrajectoriesFigure,
  { x, y }: Pixel,
): { readonly panel: PanelSummary; readonly index: number; readonly inside: Pixel } | null {
  const { panelWidth, panelHeight } = figure.layout;
  for (const [index, panel] of figure.panels.entries()) {
    const origin = panelOrigin(figure.layout, index);
    const inside = { x: x - origin.x, y: y - origin.y };
    if (inside.x >= 0 && inside.x <= panelWidth && inside.y >= 0 && inside.y <= panelHeight) {
      return { panel, index, inside };
    }
  }
  return null;
}

/** Where a row is drawn. */
function pixelOf(figure: TrajectoriesFigure, panel: PanelSummary, row: TrajectoryRow): Pixel {
  return {
    x: logPosition(row.x, panel.shown) * figure.layout.panelWidth,
    y: (1 - logPosition(row.risk, figure.risk)) * figure.layout.panelHeight,
  };
}

/** The drawn point nearest to a place, if there is one within `reach` pixels; a mark before a line. */
export function nearestPoint(
  figure: TrajectoriesFigure,
  place: Pixel,
  reach = 26,
): { readonly row: TrajectoryRow; readonly at: Pixel } | null {
  const found = panelAt(figure, place);
  if (found === null) return null;
  const hidden = new Set(figure.hidden);
  const { panel, index, inside } = found;
  const origin = panelOrigin(figure.layout, index);
  let best: { row: TrajectoryRow; at: Pixel } | null = null;
  let least = reach * reach;
  for (const rows of Object.values(figure.datasets)) {
    for (const row of rows) {
      if (row.panel !== panel.key || hidden.has(row.group)) continue;
      if (row.kind === 'simulation' && !row.marked) continue;
      const pixel = pixelOf(figure, panel, row);
      const [dx, dy] = [pixel.x - inside.x, pixel.y - inside.y];
      const distance = dx * dx + dy * dy;
      if (distance < least) {
        least = distance;
        best = { row, at: { x: origin.x + pixel.x, y: origin.y + pixel.y } };
      }
    }
  }
  return best;
}

/** A part of a panel that a reader has dragged over, as intervals of its axes. Null for a mere click. */
export function dragged(
  figure: TrajectoriesFigure,
  from: Pixel,
  to: Pixel,
): { readonly panel: string; readonly time: LogDomain; readonly risk: LogDomain } | null {
  const found = panelAt(figure, from);
  if (found === null || Math.abs(to.x - from.x) < 8 || Math.abs(to.y - from.y) < 8) return null;
  const { panelWidth, panelHeight } = figure.layout;
  const origin = panelOrigin(figure.layout, found.index);
  const share = (value: number, size: number) => Math.min(1, Math.max(0, value / size));
  const across = [from.x, to.x].map((x) => share(x - origin.x, panelWidth)).sort((a, b) => a - b);
  const upward = [from.y, to.y].map((y) => 1 - share(y - origin.y, panelHeight)).sort((a, b) => a - b);
  const interval = ([low, high]: number[], domain: LogDomain): LogDomain => ({
    min: logValue(low, domain),
    max: logValue(high, domain),
  });
  return {
    panel: found.panel.key,
    time: interval(across, found.panel.shown),
    risk: interval(upward, figure.risk),
  };
}
