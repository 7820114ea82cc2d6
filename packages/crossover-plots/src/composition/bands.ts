import type { TopLevelSpec } from 'vega-lite';
import type { Figure } from '../figure.ts';
import type { Theme } from '../language/theme.ts';
import type { FigureSize, Furniture } from '../trajectories/input.ts';
import { PADDING } from '../trajectories/layout.ts';
import { footView, titleView } from '../trajectories/stand-alone.ts';
import { SCHEMA, textView, themeConfig, type Layer } from '../vega-lite/parts.ts';

/** A frame of axes in CSS pixels. */
export interface Frame {
  readonly width: number;
  readonly height: number;
}

export type TextLine = Parameters<typeof textView>[0][number];

/** One pair of axes, and the lines above it in a figure that stands alone. */
export interface Cell {
  readonly heading: (width: number) => readonly TextLine[];
  readonly layers: (frame: Frame) => Layer[];
}

/** Cells side by side. */
export interface Band {
  readonly cells: readonly Cell[];
  /** Of the free height. */
  readonly share: number;
  /** Pixels above the frames that hold something, such as marks of what has no place inside. */
  readonly top?: number;
  /** Pixels below the frames: numbers and title of the horizontal axis. */
  readonly bottom: number;
}

/** A view of fixed height below the plots, for a legend. */
export interface Strip {
  readonly width: number;
  readonly height: number;
  readonly layer: Layer[];
}

export interface BandedFigure extends Pick<Figure, 'datasets' | 'title' | 'caption' | 'notes'> {
  readonly bands: readonly Band[];
  /** Frames that fit side by side. */
  readonly columns: number;
  /** Pixels between frames, with the numbers of a vertical axis where cells have their own. */
  readonly gap: number;
  readonly legend?: (width: number) => Strip;
  readonly theme: Theme;
  readonly size: FigureSize;
  readonly furniture: Furniture;
}

/** Frames are no smaller than this, and the figure is larger than was asked for where its words leave less. */
const LEAST_SIDE = { full: 100, axes: 60 } as const;
const SPACING = 8;

const left = (theme: Theme): number => Math.round(5.2 * theme.fontSize);
const right = (theme: Theme): number => Math.round(theme.fontSize);

/** Pixels between the ends of the outermost frames. */
export function innerWidth(size: FigureSize, theme: Theme): number {
  return size.width - left(theme) - right(theme);
}

/** Pixels that one of `columns` frames has. */
export function frameWidth(size: FigureSize, theme: Theme, columns: number, gap: number): number {
  return Math.max(LEAST_SIDE.axes, Math.floor((innerWidth(size, theme) - (columns - 1) * gap) / columns));
}

/** As many columns as have room for frames of `least` pixels, and rows as full as one another. */
export function columnsFor(cells: number, most: number, least: number, gap: number, inner: number): number {
  const room = Math.floor((inner + gap) / (least + gap));
  const rows = Math.ceil(cells / Math.max(1, Math.min(most, room, cells)));
  return Math.max(1, Math.ceil(cells / Math.max(1, rows)));
}

/** Room below a frame: numbers of the horizontal axis, with its title or without. */
export function bottomRoom(theme: Theme, titled: boolean): number {
  return Math.round((titled ? 3.4 : 1.6) * theme.fontSize);
}

/** Frames of a row are spaced from edge to edge, whatever their axes hold. */
const FLUSH = { bounds: 'flush' as const };

/** Everything of a figure but its frames, and what these may take. */
function furnish(figure: Omit<BandedFigure, 'datasets'>) {
  const { theme, size, bands, title, caption, notes, gap } = figure;
  const full = figure.furniture === 'full';
  const inner = innerWidth(size, theme);
  const width = frameWidth(size, theme, figure.columns, gap);
  const words = full ? [titleView(title, inner, theme)] : [];
  const headings = bands.map(({ cells }) => (full ? headingViews(cells, width) : []));
  const legend = full && figure.legend !== undefined ? [figure.legend(inner)] : [];
  const texts = [caption, ...notes].filter((text) => text !== '');
  const foot = full && texts.length > 0 ? [footView(texts, inner, theme)] : [];
  const views = [...words, ...headings.flatMap((row) => row.slice(0, 1)), ...legend, ...foot];
  const taken = [
    2 * PADDING,
    ...views.map(({ height }) => height),
    ...bands.flatMap(({ top = 0, bottom }) => [top, bottom]),
    (views.length + bands.length - 1) * SPACING,
  ].reduce((sum, height) => sum + height, 0);
  const shares = bands.reduce((sum, { share }) => sum + share, 0);
  const frames = bands.map(({ share }): Frame => ({
    width,
    height: Math.max(LEAST_SIDE[figure.furniture], Math.floor(((size.height - taken) * share) / shares)),
  }));
  return { words, headings, legend, foot, frames };
}

/** The frames of each band, for figures whose data know pixels. */
export function bandFrames(figure: Omit<BandedFigure, 'datasets'>): readonly Frame[] {
  return furnish(figure).frames;
}

/** Title, bands of plots, legend, caption and notes from the top down, as one Vega-Lite specification. */
export function composeBands(figure: BandedFigure): TopLevelSpec {
  const { theme, title, caption } = figure;
  const { words, headings, legend, foot, frames } = furnish(figure);
  const rows = figure.bands.flatMap(({ cells }, index) => {
    const row = { spacing: figure.gap, ...FLUSH };
    const plots = cells.map(({ layers }) => ({ ...frames[index], layer: layers(frames[index]) }));
    return [
      ...(headings[index].length > 0 ? [{ hconcat: headings[index], ...row }] : []),
      { hconcat: plots, ...row },
    ];
  });
  return {
    $schema: SCHEMA,
    config: themeConfig(theme),
    padding: PADDING,
    datasets: Object.fromEntries(Object.entries(figure.datasets).map(([name, rows]) => [name, [...rows]])),
    ...(figure.furniture === 'full' ? { description: `${title}. ${caption}` } : {}),
    vconcat: [...words, ...rows, ...legend, ...foot],
    spacing: SPACING,
  };
}

/** Headings of a row, all as high as the highest; none where no cell has one. */
function headingViews(cells: readonly Cell[], width: number) {
  const lines = cells.map(({ heading }) => heading(width));
  if (lines.every(({ length }) => length === 0)) return [];
  const views = lines.map((texts) => textView(texts.length > 0 ? [...texts] : BLANK, width));
  const height = Math.max(...views.map((view) => view.height));
  return views.map((view) => ({ ...view, height }));
}

const BLANK = [{ text: '', colour: '#000000', size: 1 }];

/** A figure of nothing: its title, which says so, and its notes. */
export function emptySpec(figure: Omit<BandedFigure, 'bands' | 'columns' | 'gap' | 'legend'>): TopLevelSpec {
  const { title, notes, datasets, size, theme } = figure;
  const inner = innerWidth(size, theme);
  return {
    $schema: SCHEMA,
    config: themeConfig(theme),
    padding: PADDING,
    description: title,
    datasets: Object.fromEntries(Object.keys(datasets).map((name) => [name, []])),
    vconcat: [titleView(title, inner, theme), ...(notes.length > 0 ? [footView(notes, inner, theme)] : [])],
    spacing: SPACING,
  };
}
