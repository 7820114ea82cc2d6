import type { LogDomain } from '../axes/decades.ts';
import { decimalAxis, fittingTitle, logAxis } from '../composition/axes.ts';
import type { Frame } from '../composition/bands.ts';
import type { Theme } from '../language/theme.ts';
import type { Layer } from '../vega-lite/parts.ts';

/** What the frames of a figure share. */
export interface LearningRateAxes {
  readonly rate: LogDomain;
  readonly risk: LogDomain;
  readonly sweeps: LogDomain;
}

const identity = { type: 'nominal' as const, scale: null, legend: null };
const colour = { field: 'colour', ...identity };
const shape = { field: 'shape', ...identity };

function places(
  axes: LearningRateAxes,
  vertical: LogDomain,
  titles: readonly string[],
  frame: Frame,
  theme: Theme,
) {
  return {
    x: decimalAxis('learningRate', axes.rate, {
      side: 'horizontal',
      title: 'learning rate γ',
      length: frame.width,
    }),
    y: logAxis('value', vertical, {
      side: 'vertical',
      title: fittingTitle(titles, frame.height, theme.fontSize),
      length: frame.height,
    }),
  };
}

type Places = ReturnType<typeof places>;

const errorBars = (data: Pick<Layer, 'data' | 'transform'>, { x, y }: Places, theme: Theme): Layer => ({
  ...data,
  mark: { type: 'rule', strokeWidth: 0.8 * theme.lineWidth, clip: true, aria: false },
  encoding: { x, y: { ...y, field: 'low' }, y2: { field: 'high' }, color: colour },
});

/** Filled marks for what has settled, hollow ones for what has not. */
function marks(name: string, positions: Places, theme: Theme): Layer[] {
  const point = { type: 'point' as const, opacity: 1, clip: true, aria: false };
  return [true, false].map((settled): Layer => ({
    data: { name },
    transform: [{ filter: `datum.settled === ${settled} && isValid(datum.value)` }],
    mark: settled
      ? { ...point, size: 2 * theme.markArea, filled: true, stroke: theme.background, strokeWidth: 0.8 }
      : { ...point, size: 1.5 * theme.markArea, fill: theme.background, strokeWidth: 1.3 },
    encoding: { ...positions, [settled ? 'fill' : 'stroke']: colour, shape },
  }));
}

/** Final risk against γ, with the line of the theory. */
export function endLayers(axes: LearningRateAxes, frame: Frame, theme: Theme): Layer[] {
  const positions = places(axes, axes.risk, ['final risk R'], frame, theme);
  const { x, y } = positions;
  return [
    {
      data: { name: 'predicted' },
      mark: { type: 'rule', strokeWidth: theme.lineWidth, strokeCap: 'round', clip: true, aria: false },
      encoding: { x, y, x2: { field: 'nextRate' }, y2: { field: 'nextValue' }, color: colour },
    },
    errorBars({ data: { name: 'ends' }, transform: [{ filter: 'isValid(datum.high)' }] }, positions, theme),
    ...marks('ends', positions, theme),
  ];
}

/** Sweeps to the end against γ; what has no end yet stands above the frame. */
export function sweepLayers(axes: LearningRateAxes, frame: Frame, theme: Theme): Layer[] {
  const positions = places(axes, axes.sweeps, ['sweeps ν/d to the end', 'sweeps ν/d'], frame, theme);
  return [
    ...marks('sweeps', positions, theme),
    {
      data: { name: 'sweeps' },
      transform: [{ filter: '!isValid(datum.value)' }],
      mark: {
        type: 'point',
        shape: 'triangle-up',
        size: 1.5 * theme.markArea,
        fill: theme.background,
        strokeWidth: 1.3,
        opacity: 1,
        aria: false,
      },
      encoding: { x: positions.x, y: { value: -0.5 * theme.smallFontSize }, stroke: colour },
    },
  ];
}

/** Risk after given numbers of sweeps against γ, one U for each, with the least marked and named. */
export function budgetLayers(series: number, axes: LearningRateAxes, frame: Frame, theme: Theme): Layer[] {
  const positions = places(axes, axes.risk, ['risk R after ν/d sweeps', 'risk R'], frame, theme);
  const from = (name: string, test = 'true') => ({
    data: { name },
    transform: [{ filter: `datum.series === ${series} && ${test}` }],
  });
  const word = {
    type: 'text' as const,
    baseline: 'top' as const,
    dy: 6,
    fontSize: theme.smallFontSize,
    clip: true,
    aria: false,
  };
  const text = { field: 'label', type: 'nominal' as const };
  return [
    {
      ...from('budgets'),
      mark: { type: 'line', strokeWidth: 0.8 * theme.lineWidth, clip: true, aria: false },
      encoding: {
        ...positions,
        color: colour,
        detail: [{ field: 'sweeps' }],
        order: { field: 'learningRate' },
      },
    },
    errorBars(from('budgets', 'isValid(datum.high)'), positions, theme),
    {
      ...from('budgets'),
      mark: {
        type: 'point',
        shape: 'circle',
        filled: true,
        size: 0.6 * theme.markArea,
        opacity: 1,
        clip: true,
        aria: false,
      },
      encoding: { ...positions, fill: colour },
    },
    {
      ...from('optima', 'datum.settled'),
      mark: {
        type: 'point',
        shape: 'circle',
        size: 3 * theme.markArea,
        strokeWidth: theme.lineWidth,
        opacity: 1,
        clip: true,
        aria: false,
      },
      encoding: { ...positions, stroke: colour },
    },
    {
      ...from('optima'),
      mark: { ...word, stroke: theme.background, strokeWidth: 3 },
      encoding: { ...positions, text },
    },
    { ...from('optima'), mark: { ...word, color: theme.ink }, encoding: { ...positions, text } },
  ];
}
