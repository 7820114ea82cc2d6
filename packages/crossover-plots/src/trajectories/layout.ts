import type { Theme } from '../language/theme.ts';
import type { FigureSize } from './input.ts';

/** Below this width panels stand below one another instead of side by side. */
const LEAST_PANEL_WIDTH = 135;

/** Around every figure, in CSS pixels. */
export const PADDING = 4;

/** Where the panels of a figure stand, in CSS pixels. */
export interface Layout {
  readonly arrangement: 'row' | 'column';
  /** From the figure's left edge to the first panel: padding, title and tick labels of the risk axis. */
  readonly left: number;
  readonly right: number;
  readonly top: number;
  /** Below each panel: tick labels and title of the time axis. */
  readonly bottom: number;
  /** Between panels that stand side by side. */
  readonly gap: number;
  readonly panelWidth: number;
  readonly panelHeight: number;
}

/** Divides a figure among its panels. `words` is the height of everything above and below the plots. */
export function layoutPanels(
  size: FigureSize,
  panels: number,
  theme: Theme,
  words: (width: number, arrangement: Layout['arrangement']) => number,
): Layout {
  const count = Math.max(1, panels);
  const left = Math.round(5.2 * theme.fontSize);
  const right = Math.round(theme.fontSize);
  const top = Math.round(0.5 * theme.fontSize) + PADDING;
  const bottom = Math.round(3.2 * theme.fontSize);
  const gap = Math.round(1.5 * theme.fontSize);
  const inner = size.width - left - right;
  const rowWidth = Math.floor((inner - (count - 1) * gap) / count);
  const arrangement = count === 1 || rowWidth >= LEAST_PANEL_WIDTH ? 'row' : 'column';
  const rows = arrangement === 'row' ? 1 : count;
  const panelWidth = Math.max(60, arrangement === 'row' ? rowWidth : inner);
  const height = size.height - PADDING - words(panelWidth, arrangement);
  return {
    arrangement,
    left,
    right,
    top,
    bottom,
    gap,
    panelWidth,
    panelHeight: Math.max(60, Math.floor(height / rows) - top - bottom),
  };
}

/** From the lower end of one frame to the upper end of the next where panels stand below one another. */
export function columnSpacing({ top, bottom }: Layout): number {
  return top + bottom;
}

/** The upper left corner of a panel's frame, from that of the first panel. */
export function panelOrigin(layout: Layout, index: number): { readonly x: number; readonly y: number } {
  return layout.arrangement === 'row'
    ? { x: index * (layout.panelWidth + layout.gap), y: 0 }
    : { x: 0, y: index * (layout.panelHeight + columnSpacing(layout)) };
}
