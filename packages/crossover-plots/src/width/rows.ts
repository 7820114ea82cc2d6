import { logPosition } from '../axes/time-range.ts';
import type { LogDomain } from '../axes/decades.ts';
import type { MarkShape } from '../language/regimes.ts';
import { regimeSigns } from '../language/regimes.ts';
import type { Theme } from '../language/theme.ts';
import { isDrawable } from '../trajectories/rows.ts';
import type { WidthData } from './input.ts';
import { quantileOf } from './quantile-of.ts';

/** One width of one panel in one of its two frames, or one start. */
export interface WidthRow {
  readonly panel: number;
  readonly studentWidth: number;
  readonly colour: string;
  readonly shape: MarkShape;
  readonly representable: boolean;
  /** Final risk, or time to the threshold. */
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** How many of the starts never arrive, and how high their number stands above the frame; null where none. */
  readonly censored: number | null;
  readonly tier: number;
}

export interface WidthRows {
  readonly risks: readonly WidthRow[];
  readonly starts: readonly WidthRow[];
  readonly times: readonly WidthRow[];
}

/** A lower end that stands for "down to the axis". */
const BOTTOM = 1e-300;

const drawable = (value: number | null | undefined): number | null =>
  value !== null && value !== undefined && isDrawable(value) ? value : null;

/** Numbers that would touch their left neighbour go one tier up; -1 where both tiers are taken. */
function tiers(positions: readonly number[], widths: readonly number[]): number[] {
  const ends = [-Infinity, -Infinity];
  return positions.map((position, index) => {
    const half = 0.5 * widths[index];
    const tier = ends.findIndex((end) => end <= position - half);
    if (tier >= 0) ends[tier] = position + half;
    return tier;
  });
}

export function widthRows(data: WidthData, domain: LogDomain, width: number, theme: Theme): WidthRows {
  const risks: WidthRow[] = [];
  const starts: WidthRow[] = [];
  const times: WidthRow[] = [];
  for (const [panel, { regime, widths }] of data.panels.entries()) {
    const common = {
      panel,
      colour: theme.regimes[regime].colour,
      shape: regimeSigns[regime].shape,
      value: null,
      low: null,
      high: null,
      censored: null,
      tier: 0,
    };
    const finished = [...widths]
      .filter((outcome) => outcome.risks.length > 0)
      .sort((a, b) => a.studentWidth - b.studentWidth);
    const counted = finished.filter(({ timeToThreshold }) => timeToThreshold.censored > 0);
    const places = tiers(
      counted.map(({ studentWidth }) => logPosition(studentWidth, domain) * width),
      counted.map(
        ({ timeToThreshold }) => 0.62 * theme.smallFontSize * String(timeToThreshold.censored).length + 2,
      ),
    );
    for (const outcome of finished) {
      const { studentWidth, representable } = outcome;
      const row = { ...common, studentWidth, representable };
      const { median, low, high, censored } = outcome.timeToThreshold;
      const lowest = quantileOf(outcome, 0.1);
      const highest = drawable(quantileOf(outcome, 0.9));
      risks.push({
        ...row,
        value: drawable(quantileOf(outcome, 0.5)),
        low: highest === null ? null : Math.max(BOTTOM, lowest),
        high: highest,
      });
      for (const risk of outcome.risks) if (isDrawable(risk)) starts.push({ ...row, value: risk });
      times.push({
        ...row,
        value: drawable(median),
        low: drawable(low),
        // What more than a tenth never reaches has no upper end: the bar leaves the frame.
        high: drawable(low) === null ? null : (drawable(high) ?? 1e300),
        censored: censored > 0 ? censored : null,
        tier: censored > 0 ? places[counted.indexOf(outcome)] : 0,
      });
    }
  }
  return { risks, starts, times };
}
