import type { Theme } from '../language/theme.ts';
import type { Layout } from './layout.ts';
import type { LegendBlock } from './legend.ts';
import type { Panel } from './panels.ts';
import {
  footView,
  hasHeadings,
  headingView,
  HEADING_SPACING,
  legendView,
  PART_SPACING,
  titleView,
} from './stand-alone.ts';

/** Height that title, headings, legend and foot take in a figure that stands alone. */
export function wordsHeight(
  parts: {
    readonly panels: readonly Panel[];
    readonly legend: readonly LegendBlock[];
    readonly title: string;
    readonly foot: readonly string[];
    readonly theme: Theme;
    /** Width between the frame's left and right ends. */
    readonly inner: number;
  },
  panelWidth: number,
  arrangement: Layout['arrangement'],
): number {
  const { panels, legend, title, foot, theme, inner } = parts;
  const headed = hasHeadings(panels);
  const headings = headed ? panels.map((panel) => headingView(panel, title, panelWidth, theme).height) : [];
  const legends = legend.map((block) => legendView(block, panelWidth, theme, !headed).height);
  const heights = [
    titleView(title, inner, theme).height,
    ...(arrangement === 'row'
      ? [Math.max(0, ...headings)]
      : headings.map((height) => height + HEADING_SPACING)),
    Math.max(0, ...legends),
    footView(foot, inner, theme).height,
  ];
  return heights.reduce((sum, height) => sum + height, 0) + heights.length * PART_SPACING;
}
