import type { Theme } from '../language/theme.ts';
import type { Layer } from '../vega-lite/parts.ts';
import type { PlottedLine } from './plotted-series.ts';

type Axis = Readonly<Record<string, unknown>> & { readonly field: string; readonly type: 'quantitative' };

const identity = { type: 'nominal' as const, scale: null, legend: null };
const colour = { field: 'colour', ...identity };
const shape = { field: 'shape', ...identity };

const DASHES: Readonly<Record<PlottedLine['style'], number[]>> = {
  theory: [1, 0],
  'dashed-theory': [5, 3],
  fit: [1.5, 2.5],
};

/** Lines, error bars and marks of all series, from back to front. */
export function seriesLayers(x: Axis, y: Axis, theme: Theme): Layer[] {
  const line = (style: PlottedLine['style']): Layer => ({
    data: { name: 'lines' },
    transform: [{ filter: `datum.style === '${style}'` }],
    mark: {
      type: 'line',
      strokeWidth: style === 'fit' ? 0.9 * theme.lineWidth : theme.lineWidth,
      strokeDash: DASHES[style],
      clip: true,
      aria: false,
    },
    encoding: { x, y, color: colour, detail: [{ field: 'line' }], order: { field: 'x' } },
  });
  const point = { type: 'point' as const, opacity: 1, clip: true, aria: false };
  const marks = (hollow: boolean): Layer => ({
    data: { name: 'points' },
    transform: [{ filter: `datum.hollow === ${hollow}` }],
    mark: hollow
      ? { ...point, size: 1.5 * theme.markArea, fill: theme.background, strokeWidth: 1.3 }
      : { ...point, size: 2 * theme.markArea, filled: true, stroke: theme.background, strokeWidth: 0.8 },
    encoding: { x, y, [hollow ? 'stroke' : 'fill']: colour, shape },
  });
  return [
    line('dashed-theory'),
    line('theory'),
    line('fit'),
    {
      data: { name: 'points' },
      transform: [{ filter: 'isValid(datum.high)' }],
      mark: { type: 'rule', strokeWidth: 0.8 * theme.lineWidth, clip: true, aria: false },
      encoding: { x, y: { ...y, field: 'low' }, y2: { field: 'high' }, color: colour },
    },
    marks(false),
    marks(true),
  ];
}
