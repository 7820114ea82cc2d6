import type { Strip } from './bands.ts';
import type { Theme } from '../language/theme.ts';
import { label, singleRow, type Layer } from '../vega-lite/parts.ts';

const HEIGHT = 10;

/** A colour scale as a bar with its ticks below and its name before it. */
export function scaleBar(
  name: string,
  stops: readonly string[],
  ticks: readonly { readonly position: number; readonly text: string }[],
  width: number,
  theme: Theme,
): Strip {
  const start = Math.round(0.56 * theme.smallFontSize * name.length + 12);
  const length = Math.round(Math.min(220, width - start - 1.5 * theme.smallFontSize));
  const bar: Layer = {
    data: singleRow,
    mark: {
      type: 'rect',
      color: {
        gradient: 'linear',
        x1: 0,
        x2: 1,
        y1: 0,
        y2: 0,
        stops: stops.map((color, index) => ({ offset: index / (stops.length - 1), color })),
      },
      aria: false,
    },
    encoding: {
      x: { value: start },
      x2: { value: start + length },
      y: { value: 0 },
      y2: { value: HEIGHT },
    },
  };
  const words = ticks.map(({ position, text }) =>
    label(
      text,
      { x: start + position * length, y: HEIGHT + 3 },
      { colour: theme.mutedInk, size: theme.smallFontSize, align: 'center', baseline: 'top', clip: true },
    ),
  );
  const title = label(
    name,
    { x: 0, y: HEIGHT / 2 },
    { colour: theme.ink, size: theme.smallFontSize, baseline: 'middle', clip: true },
  );
  return { width, height: Math.round(HEIGHT + 4 + 1.2 * theme.smallFontSize), layer: [bar, title, ...words] };
}
