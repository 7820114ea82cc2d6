import type { TopLevelSpec } from 'vega-lite';
import type { Figure } from '../figure.ts';
import type { Theme } from '../language/theme.ts';
import type { RaisedText } from '../text/time-definition.ts';
import { SCHEMA, themeConfig } from '../vega-lite/parts.ts';
import type { TrajectoriesInput } from './input.ts';
import { panelLayers } from './layers.ts';
import { columnSpacing, PADDING, type Layout } from './layout.ts';
import type { LegendBlock } from './legend.ts';
import type { Panel } from './panels.ts';
import type { TrajectoryRow } from './rows.ts';
import {
  footView,
  hasHeadings,
  headingView,
  HEADING_SPACING,
  legendView,
  PART_SPACING,
  titleView,
} from './stand-alone.ts';

interface Parts extends Pick<Figure<TrajectoryRow>, 'datasets' | 'signals' | 'title' | 'caption' | 'notes'> {
  readonly panels: readonly Panel[];
  readonly definitions: readonly (RaisedText & { readonly words: string })[];
  readonly layout: Layout;
  readonly legend: readonly LegendBlock[];
  readonly theme: Theme;
  readonly input: TrajectoriesInput;
}

/** Panels of a row are spaced from frame to frame, whatever their axes hold, and so are the legends below. */
const FLUSH = { bounds: 'flush' as const };

/** The panels, with a heading above each where the figure stands alone. */
function panelViews(parts: Parts, headed: boolean) {
  const { panels, definitions, layout, theme } = parts;
  const groups = panels.flatMap((panel) => panel.groups);
  const plots = panels.map((panel) => ({
    width: layout.panelWidth,
    height: layout.panelHeight,
    layer: panelLayers(
      panel,
      groups,
      layout,
      theme,
      definitions[panel.index],
      parts.input.published !== undefined,
    ),
  }));
  const headings = headed
    ? panels.map((panel) => headingView(panel, parts.title, layout.panelWidth, theme))
    : [];
  if (layout.arrangement === 'column') {
    return plots.map((plot, index) =>
      headed ? { vconcat: [headings[index], plot], spacing: HEADING_SPACING, ...FLUSH } : plot,
    );
  }
  const row = { spacing: layout.gap, ...FLUSH };
  return [...(headed ? [{ hconcat: headings, ...row }] : []), { hconcat: plots, ...row }];
}

function legendsView({ panels, layout, legend, theme }: Parts, inner: number) {
  const named = !hasHeadings(panels);
  const width =
    named || layout.arrangement === 'column'
      ? Math.floor((inner - (legend.length - 1) * layout.gap) / Math.max(1, legend.length))
      : layout.panelWidth;
  return {
    hconcat: legend.map((block) => legendView(block, width, theme, named)),
    spacing: layout.gap,
    ...FLUSH,
  };
}

function views(parts: Parts) {
  const { title, caption, notes, layout, theme, input } = parts;
  if (input.furniture === 'axes' && parts.panels.length > 0) {
    const panels = panelViews(parts, false);
    const [row] = panels;
    return layout.arrangement === 'row' && row !== undefined
      ? row
      : { vconcat: panels, spacing: columnSpacing(layout), ...FLUSH };
  }
  const inner = input.size.width - layout.left - layout.right;
  if (parts.panels.length === 0) return { description: title, ...titleView(title, inner, theme) };
  return {
    description: `${title}. ${caption}`,
    vconcat: [
      titleView(title, inner, theme),
      ...panelViews(parts, hasHeadings(parts.panels)),
      legendsView(parts, inner),
      footView([caption, ...notes], inner, theme),
    ],
    spacing: PART_SPACING,
  };
}

/** The parts of a figure as one Vega-Lite specification. */
export function composeFigure(parts: Parts): TopLevelSpec {
  return {
    $schema: SCHEMA,
    config: themeConfig(parts.theme),
    padding: PADDING,
    params: Object.entries(parts.signals).map(([name, value]) => ({ name, value })),
    datasets: Object.fromEntries(Object.entries(parts.datasets).map(([name, rows]) => [name, [...rows]])),
    ...views(parts),
  };
}
