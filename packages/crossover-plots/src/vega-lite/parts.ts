import type { Field } from 'vega-lite/types_unstable/channeldef.js';
import type { Config } from 'vega-lite';
import type { LayerSpec, UnitSpec } from 'vega-lite/types_unstable/spec/index.js';
import type { Theme } from '../language/theme.ts';

export type Layer = LayerSpec<Field> | UnitSpec<Field>;

/** Names as Vega-Lite's schema knows them. */
export const SCHEMA = 'https://vega.github.io/schema/vega-lite/v6.json';

/** One row without fields: the data of marks that only carry words. */
export const singleRow = { values: [{}] };

/** What all our figures share: type, axes, no frames, background of the theme. */
export function themeConfig(theme: Theme): Config {
  return {
    background: theme.background,
    font: theme.fontFamily,
    view: { stroke: null },
    axis: {
      aria: false,
      domainColor: theme.axis,
      tickColor: theme.axis,
      gridColor: theme.grid,
      labelColor: theme.mutedInk,
      titleColor: theme.ink,
      labelFontSize: theme.smallFontSize,
      titleFontSize: theme.fontSize,
      titleFontWeight: 'normal',
      labelPadding: 3,
    },
    text: { color: theme.ink, fontSize: theme.fontSize },
  };
}

/** A text mark at a fixed place in pixels. */
export function label(
  text: string,
  place: { readonly x: number; readonly y: number },
  style: {
    readonly colour: string;
    readonly size: number;
    readonly align?: 'left' | 'center' | 'right';
    readonly weight?: 600;
    readonly angle?: number;
    /** Counts for the size of the figure only as far as its view reaches: nobody can measure text here. */
    readonly clip?: boolean;
    readonly baseline?: 'top' | 'middle' | 'bottom' | 'alphabetic';
  },
): Layer {
  return {
    data: singleRow,
    mark: {
      type: 'text',
      ...(style.clip === true ? { clip: true } : {}),
      text,
      align: style.align ?? 'left',
      baseline: style.baseline ?? 'alphabetic',
      fontSize: style.size,
      ...(style.weight === undefined ? {} : { fontWeight: style.weight }),
      color: style.colour,
      ...(style.angle === undefined ? {} : { angle: style.angle }),
      aria: false,
    },
    encoding: { x: { value: place.x }, y: { value: place.y } },
  };
}

/** Lines of text as a view of its own. */
export function textView(
  lines: readonly {
    readonly text: string;
    readonly colour: string;
    readonly size: number;
    readonly weight?: 600;
  }[],
  width: number,
) {
  let height = 0;
  const layer = lines.map(({ text, colour, size, weight }) => {
    const y = height + 0.1 * size;
    height += Math.round(LINE_HEIGHT * size);
    return label(
      text,
      { x: 0, y },
      { colour, size, baseline: 'top', clip: true, ...(weight === undefined ? {} : { weight }) },
    );
  });
  return { width, height: Math.max(1, height), layer };
}

export const LINE_HEIGHT = 1.35;
