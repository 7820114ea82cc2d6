import { logPosition, timeRange, type TimeRange } from '../axes/time-range.ts';
import { regimeSigns, type MarkShape } from '../language/regimes.ts';
import { teacherColour } from '../language/teacher-colours.ts';
import type { Theme } from '../language/theme.ts';
import { MOST_POINTS } from '../trajectories/rows.ts';
import type { AlignmentPanel } from './input.ts';
import { isDashed } from './words.ts';

/** Pixels between marks of one line. */
const MARK_SPACING = 26;

/** One drawn point. */
export interface AlignmentRow {
  readonly panel: number;
  /** Its line within the panel. */
  readonly line: number;
  readonly simulated: boolean;
  readonly dashed: boolean;
  readonly unit: number;
  readonly teacher: number;
  /** Where it stands on the axis; for t = 0 the place of the tick that says 0. */
  readonly x: number;
  readonly atZero: boolean;
  readonly time: number;
  /** |M_ir| / √(Q_ii P_rr) */
  readonly alignment: number;
  readonly marked: boolean;
  readonly colour: string;
  readonly shape: MarkShape;
}

export function panelRange({ lines }: AlignmentPanel): TimeRange {
  const times = lines.flatMap(({ points }) => points.map(({ time }) => time)).filter((time) => time > 0);
  return times.length === 0
    ? timeRange(0.1, 1)
    : timeRange(
        times.reduce((a, b) => Math.min(a, b)),
        times.reduce((a, b) => Math.max(a, b)),
      );
}

/** At most `MOST_POINTS`, evenly by position, the last always included. */
function thinned<T>(points: readonly T[]): readonly T[] {
  if (points.length <= MOST_POINTS) return points;
  const stride = (points.length - 1) / (MOST_POINTS - 1);
  return Array.from({ length: MOST_POINTS }, (_, index) => points[Math.round(index * stride)]);
}

export function panelRows(panel: AlignmentPanel, index: number, width: number, theme: Theme): AlignmentRow[] {
  const range = panelRange(panel);
  const simulated = panel.lines.filter(({ source }) => source === 'simulation');
  return panel.lines.flatMap((line, number) => {
    // Lines that coincide take turns, so that none hides all marks of another.
    const phase = Math.max(0, simulated.indexOf(line)) / Math.max(1, simulated.length);
    let lastCell = -Infinity;
    const finite = line.points.filter(({ alignment }) => Number.isFinite(alignment));
    return thinned(finite).map(({ time, alignment }): AlignmentRow => {
      const x = time > 0 ? time : range.zero;
      const cell = Math.floor((logPosition(x, range.domain) * width) / MARK_SPACING - phase);
      const marked = line.source === 'simulation' && cell > lastCell;
      lastCell = cell;
      return {
        panel: index,
        line: number,
        simulated: line.source === 'simulation',
        dashed: isDashed(line.source, panel),
        unit: line.unit,
        teacher: line.teacher,
        x,
        atZero: !(time > 0),
        time,
        alignment: Math.abs(alignment),
        marked,
        colour: teacherColour(theme.name, line.teacher),
        shape: regimeSigns[panel.regime].shape,
      };
    });
  });
}
