import type { LogDomain } from '../axes/decades.ts';
import { fittingTitle, logAxis, valuesAxis } from '../composition/axes.ts';
import type { Frame } from '../composition/bands.ts';
import type { Theme } from '../language/theme.ts';
import { singleRow, type Layer } from '../vega-lite/parts.ts';
import { labelledWidths } from './width-axis.ts';

/** What the frames of a figure share. */
export interface WidthAxes {
  readonly widths: readonly number[];
  readonly widthDomain: LogDomain;
  readonly risk: LogDomain;
  readonly time: LogDomain;
  readonly teacherWidth: number;
  readonly threshold: number;
}

/** Height of the strip above the times in which starts that never arrive are marked and counted. */
export const censoredHeight = (theme: Theme): number => Math.round(3.1 * theme.smallFontSize);

const identity = { type: 'nominal' as const, scale: null, legend: null };
const colour = { field: 'colour', ...identity };
const shape = { field: 'shape', ...identity };
const DOTTED = [1.5, 3];
const DASHED = [5, 3];

const rowsOf = (name: string, panel: number, test = 'true') => ({
  data: { name },
  transform: [{ filter: `datum.panel === ${panel} && ${test}` }],
});

function medians(name: string, panel: number, positions: { x: object; y: object }, theme: Theme): Layer[] {
  const point = { type: 'point' as const, opacity: 1, clip: true, aria: false };
  return [true, false].map((representable): Layer => ({
    ...rowsOf(name, panel, `datum.representable === ${representable} && isValid(datum.value)`),
    mark: representable
      ? { ...point, size: 2.1 * theme.markArea, filled: true, stroke: theme.background, strokeWidth: 0.8 }
      : { ...point, size: 1.5 * theme.markArea, fill: theme.background, strokeWidth: 1.3 },
    encoding: {
      ...positions,
      [representable ? 'fill' : 'stroke']: colour,
      shape,
    },
  }));
}

type Place = ReturnType<typeof logAxis>;

/** A horizontal line at a value: of p → ∞ dotted, of the threshold dashed; and its name where it has one. */
function level(
  value: number,
  { type, scale, axis }: Place,
  text: string,
  style: 'dotted' | 'dashed',
  frame: Frame,
  theme: Theme,
): Layer[] {
  const y = { datum: value, type, scale, axis };
  const dotted = style === 'dotted';
  const words = {
    type: 'text' as const,
    text,
    align: dotted ? ('right' as const) : ('left' as const),
    baseline: 'bottom' as const,
    dy: -2,
    fontSize: theme.smallFontSize,
    clip: true,
    aria: false,
  };
  const encoding = { x: { value: dotted ? frame.width - 3 : 3 }, y };
  return [
    {
      data: singleRow,
      mark: {
        type: 'rule',
        color: dotted ? theme.ink : theme.axis,
        strokeWidth: dotted ? theme.lineWidth : 1,
        strokeDash: dotted ? DOTTED : DASHED,
        clip: true,
        aria: false,
      },
      encoding: { x: { value: 0 }, x2: { value: frame.width }, y },
    },
    { data: singleRow, mark: { ...words, stroke: theme.background, strokeWidth: 3 }, encoding },
    { data: singleRow, mark: { ...words, color: dotted ? theme.ink : theme.mutedInk }, encoding },
  ];
}

/** Final risk against p: bars from the 10 % to the 90 % quantile, medians, single starts. */
export function riskLayers(
  panel: number,
  meanField: number | null,
  axes: WidthAxes,
  labels: boolean,
  frame: Frame,
  theme: Theme,
): Layer[] {
  const x = valuesAxis('studentWidth', axes.widthDomain, axes.widths, [], {
    side: 'horizontal',
    title: null,
    labels: false,
    length: frame.width,
  });
  const y = logAxis('value', axes.risk, {
    side: 'vertical',
    title: labels ? 'final risk R' : null,
    labels,
    length: frame.height,
  });
  const { min, max } = axes.risk;
  return [
    ...(axes.threshold > min && axes.threshold < max
      ? level(axes.threshold, y, labels ? 'threshold' : '', 'dashed', frame, theme)
      : []),
    {
      ...rowsOf('starts', panel),
      mark: {
        type: 'point',
        shape: 'circle',
        filled: true,
        size: 0.35 * theme.markArea,
        opacity: 0.35,
        clip: true,
        aria: false,
      },
      encoding: { x, y, fill: colour },
    },
    {
      ...rowsOf('risks', panel, 'isValid(datum.high)'),
      mark: { type: 'rule', strokeWidth: 4, strokeOpacity: 0.4, clip: true, aria: false },
      encoding: { x, y: { ...y, field: 'low' }, y2: { field: 'high' }, color: colour },
    },
    ...(meanField === null ? [] : level(meanField, y, 'p → ∞', 'dotted', frame, theme)),
    ...medians('risks', panel, { x, y }, theme),
  ];
}

/** Time to the threshold against p, with those that never arrive above the frame. */
export function timeLayers(
  panel: number,
  meanField: number | null,
  axes: WidthAxes,
  labels: boolean,
  frame: Frame,
  theme: Theme,
): Layer[] {
  const x = valuesAxis(
    'studentWidth',
    axes.widthDomain,
    axes.widths,
    labelledWidths(axes.widths, axes.teacherWidth, axes.widthDomain, frame.width, theme),
    { side: 'horizontal', title: 'student width p', length: frame.width },
  );
  const y = logAxis('value', axes.time, {
    side: 'vertical',
    title: labels ? fittingTitle(['time t to threshold', 'time t'], frame.height, theme.fontSize) : null,
    labels,
    length: frame.height,
  });
  const at = (offset: number) => ({ x, y: { value: offset } });
  const row = 1.05 * theme.smallFontSize;
  return [
    {
      ...rowsOf('times', panel, 'isValid(datum.high)'),
      mark: { type: 'rule', strokeWidth: 4, strokeOpacity: 0.4, clip: true, aria: false },
      encoding: { x, y: { ...y, field: 'low' }, y2: { field: 'high' }, color: colour },
    },
    ...(meanField === null ? [] : level(meanField, y, 'p → ∞', 'dotted', frame, theme)),
    ...medians('times', panel, { x, y }, theme),
    {
      ...rowsOf('times', panel, '!isValid(datum.value)'),
      mark: {
        type: 'point',
        shape: 'triangle-up',
        size: 1.5 * theme.markArea,
        fill: theme.background,
        strokeWidth: 1.3,
        opacity: 1,
        aria: false,
      },
      encoding: { ...at(-0.4 * theme.smallFontSize), stroke: colour },
    },
    ...[0, 1].map((tier): Layer => ({
      ...rowsOf('times', panel, `isValid(datum.censored) && datum.tier === ${tier}`),
      mark: {
        type: 'text',
        baseline: 'bottom',
        fontSize: 0.92 * theme.smallFontSize,
        color: theme.mutedInk,
        aria: false,
      },
      encoding: {
        ...at(-0.9 * theme.smallFontSize - tier * row),
        text: { field: 'censored', type: 'quantitative' },
      },
    })),
  ];
}
