import { regimeOrder, regimeSigns, type MarkShape } from '../language/regimes.ts';
import { shade } from '../language/shades.ts';
import type { Theme } from '../language/theme.ts';
import type { PlottedLine, PlottedSeries } from './plotted-series.ts';

export interface PointRow {
  readonly series: number;
  readonly x: number;
  readonly value: number;
  /** The ends of the error bar; null where there is none. */
  readonly low: number | null;
  readonly high: number | null;
  readonly hollow: boolean;
  readonly colour: string;
  readonly shape: MarkShape;
}

export interface LineRow {
  /** One for each line. */
  readonly line: string;
  readonly style: PlottedLine['style'];
  readonly x: number;
  readonly value: number;
  readonly colour: string;
}

export type SeriesRow = PointRow | LineRow;

export interface SeriesRows {
  readonly points: readonly PointRow[];
  readonly lines: readonly LineRow[];
}

/** One colour for each series: those of a regime share its hue, the last darkest. */
export function seriesColours(series: readonly PlottedSeries[], theme: Theme): string[] {
  const colours = new Map<PlottedSeries, string>();
  for (const regime of regimeOrder) {
    const members = series.filter((member) => member.regime === regime);
    members.forEach((member, rank) =>
      colours.set(member, shade(theme.regimes[regime], rank, members.length)),
    );
  }
  return series.map((member) => colours.get(member) ?? theme.ink);
}

const isTheory = ({ style, points }: PlottedLine): boolean => style === 'theory' && points.length > 0;

/** Rows of what can be drawn; `positive`: the vertical axis is logarithmic, and an error bar that reaches 0 ends at a tenth of its point. */
export function seriesRows(series: readonly PlottedSeries[], positive: boolean, theme: Theme): SeriesRows {
  const colours = seriesColours(series, theme);
  const drawable = (value: number): boolean => Number.isFinite(value) && (!positive || value > 0);
  const points = series.flatMap((member, index) =>
    member.points
      .filter(({ x, y }) => drawable(y) && x > 0)
      .map(({ x, y, standardError, hollow }): PointRow => {
        const error = standardError !== null && standardError > 0 ? standardError : null;
        const low = error === null ? null : y - error;
        return {
          series: index,
          x,
          value: y,
          low: low !== null && positive ? Math.max(low, y / 10) : low,
          high: error === null ? null : y + error,
          hollow,
          colour: colours[index],
          shape: regimeSigns[member.regime].shape,
        };
      }),
  );
  const lines = series.flatMap((member, index) =>
    member.lines.flatMap(({ style, points: vertices }, rank) =>
      vertices
        .filter(({ x, y }) => drawable(y) && x > 0)
        .map(({ x, y }) => ({
          line: `${index}.${rank}`,
          style,
          x,
          value: y,
          // A fit runs along theory when both agree: in ink it is seen on it.
          colour: style === 'fit' && member.lines.some(isTheory) ? theme.ink : colours[index],
        })),
    ),
  );
  return { points, lines };
}
