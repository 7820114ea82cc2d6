import { niceTicks } from '../axes/nice-ticks.ts';
import { wholeDecades, type LogDomain } from '../axes/decades.ts';
import { decimalAxis, fittingTitle, linearAxis, logAxis, valuesAxis } from '../composition/axes.ts';
import { bottomRoom, composeBands, emptySpec, type Frame } from '../composition/bands.ts';
import type { Figure, FigureTable, Finding } from '../figure.ts';
import { regimeOrder, regimeSigns } from '../language/regimes.ts';
import { themes, type Theme, type ThemeName } from '../language/theme.ts';
import type { FigureSize, Furniture } from '../trajectories/input.ts';
import type { LegendEntry } from '../trajectories/legend.ts';
import { legendView } from '../trajectories/stand-alone.ts';
import type { PlottedSeries } from './plotted-series.ts';
import { seriesLayers } from './layers.ts';
import { seriesColours, seriesRows, type SeriesRow, type SeriesRows } from './rows.ts';

/** A figure of series of points against one variable, before its theme and size are known. */
export interface SeriesPlot {
  readonly series: readonly PlottedSeries[];
  readonly horizontal: {
    readonly title: string;
    /** Ticks at these values alone, as for widths; powers of ten otherwise. */
    readonly values?: readonly number[];
  };
  readonly vertical: {
    /** From the longest to the shortest, for frames of any height. */
    readonly titles: readonly string[];
    readonly scale: 'log' | 'linear';
  };
  readonly title: string;
  readonly caption: string;
  readonly notes: readonly string[];
  readonly findings: readonly Finding[];
  readonly table: () => FigureTable;
}

export interface Appearance {
  readonly theme: ThemeName;
  readonly size: FigureSize;
  readonly furniture: Furniture;
}

const NOTHING: LogDomain = { min: 1e-3, max: 1 };
/** Room beside the outermost points, as a factor. */
const MARGIN = 1.3;
/** Width of a character in units of the type size, a little generous: nobody can measure text here. */
const CHARACTER = 0.56;
/** Line and mark in front of a label, and room behind it. */
const KEY = 44;

/** Measured points with their errors, lines of theory and of fits, a legend in the order of the series. */
export function composeSeries(plot: SeriesPlot, appearance: Appearance): Figure<SeriesRow> {
  const { title, caption, notes, findings, table, series } = plot;
  const { size, furniture } = appearance;
  const theme = themes[appearance.theme];
  const rows = seriesRows(series, plot.vertical.scale === 'log', theme);
  const datasets = { ...rows };
  const figure = { datasets, signals: {}, title, caption, notes, findings, table };
  const words = { title, caption, notes, datasets, theme, size, furniture };
  if (rows.points.length === 0) return { ...figure, spec: emptySpec(words) };
  const layers = (frame: Frame) =>
    seriesLayers(horizontalAxis(plot, rows, frame), verticalAxis(plot, rows, frame, theme), theme);
  return {
    ...figure,
    spec: composeBands({
      ...words,
      bands: [{ cells: [{ heading: () => [], layers }], share: 1, bottom: bottomRoom(theme, true) }],
      columns: 1,
      gap: 0,
      ...(series.length > 1 ? { legend: (width: number) => legendOf(series, width, theme) } : {}),
    }),
  };
}

function horizontalAxis({ horizontal }: SeriesPlot, rows: SeriesRows, { width }: Frame) {
  const x = [...rows.points, ...rows.lines].map((row) => row.x);
  const domain = { min: Math.min(...x) / MARGIN, max: Math.max(...x) * MARGIN };
  const words = { side: 'horizontal' as const, title: horizontal.title, length: width };
  const values = horizontal.values ?? (new Set(x).size === 1 ? [x[0]] : undefined);
  return values === undefined
    ? decimalAxis('x', domain, words)
    : valuesAxis('x', domain, values, values, words);
}

function verticalAxis({ vertical }: SeriesPlot, rows: SeriesRows, { height }: Frame, theme: Theme) {
  const values = [
    ...rows.points.flatMap(({ value, low, high }) => [value, low ?? value, high ?? value]),
    ...rows.lines.map(({ value }) => value),
  ];
  const words = {
    side: 'vertical' as const,
    title: fittingTitle(vertical.titles, height, theme.fontSize),
    length: height,
  };
  if (vertical.scale === 'log') return logAxis('value', wholeDecades(values, NOTHING), words);
  const ticks = niceTicks(Math.min(...values), Math.max(...values));
  return linearAxis('value', [ticks[0], ticks[ticks.length - 1]], ticks, words);
}

/** One block for each regime, side by side where there is room. */
function legendOf(series: readonly PlottedSeries[], width: number, theme: Theme) {
  const colours = seriesColours(series, theme);
  const blocks = regimeOrder.flatMap((regime) => {
    const entries = series.flatMap((member, index) =>
      member.regime === regime
        ? [
            {
              group: String(index),
              label: member.label,
              colour: colours[index],
              shape: regimeSigns[regime].shape,
              mark: member.points.length > 0,
              ...(member.points.length > 0 && member.points.every(({ hollow }) => hollow)
                ? { hollow: true }
                : {}),
              line: lineOf(member),
            },
          ]
        : [],
    );
    return entries.length > 0 ? [{ panel: '', regime, entries }] : [];
  });
  const longest = Math.max(...series.map(({ label }) => label.length));
  const needed = KEY + CHARACTER * theme.smallFontSize * longest;
  const columns = Math.max(1, Math.min(blocks.length, Math.floor(width / needed)));
  const column = Math.floor(width / columns);
  const views = blocks.map((block) => legendView(block, column, theme, blocks.length > 1));
  const heights = Array.from({ length: columns }, () => 0);
  const layer = views.flatMap((view) => {
    const at = heights.indexOf(Math.min(...heights));
    const top = heights[at];
    heights[at] += view.height;
    return view.layer.map((part) => movedBy(part, at * column, top));
  });
  return { width, height: Math.max(...heights), layer };
}

function lineOf({ lines }: PlottedSeries): LegendEntry['line'] {
  const solid = lines.some(({ style }) => style === 'theory');
  const dashed = lines.some(({ style }) => style === 'dashed-theory');
  if (solid && dashed) return 'solid-and-dashed';
  if (solid) return 'solid';
  if (dashed) return 'dashed';
  return lines.length > 0 ? 'dotted' : null;
}

/** A part of a legend at another place: all its positions are pixels. */
function movedBy<Part extends object>(part: Part, dx: number, dy: number): Part {
  if (!('encoding' in part)) return part;
  const encoding = part.encoding as Record<string, { readonly value: number }>;
  const moved = Object.entries(encoding).map(([channel, { value }]) => [
    channel,
    { value: value + (channel.startsWith('x') ? dx : dy) },
  ]);
  return { ...part, encoding: Object.fromEntries(moved) as object };
}
