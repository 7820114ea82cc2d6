import { regimeSigns } from '../language/regimes.ts';
import type { Theme } from '../language/theme.ts';
import { wrapText } from '../text/wrap.ts';
import { label, singleRow, textView, type Layer } from '../vega-lite/parts.ts';
import type { LegendBlock } from './legend.ts';
import type { Panel } from './panels.ts';
import { panelVerdict } from './verdict.ts';

/**
 * The words that a figure carries when it stands alone, in a paper or a talk: a heading above each panel,
 * a legend below, caption and notes at the foot.
 */

const lineHeight = (theme: Theme): number => 1.45 * theme.smallFontSize;

/** Space between the parts of a figure that stands alone. */
export const PART_SPACING = 10;

/** Between a heading and its panel where panels stand below one another. */
export const HEADING_SPACING = 8;

/** Panels of one regime have a heading each; a panel of several has only the title of the figure. */
export function hasHeadings(panels: readonly Panel[]): boolean {
  return panels.every(({ regimes }) => regimes.length === 1);
}

/** The figure's title, wrapped. */
export function titleView(title: string, width: number, theme: Theme) {
  const size = theme.titleFontSize;
  return textView(
    wrapText(title, width, size).map((text) => ({ text, colour: theme.ink, size, weight: 600 as const })),
    width,
  );
}

/** Name and result of a panel's regime, wrapped and whole; the result only where the title does not state it. */
export function headingView(panel: Panel, title: string, width: number, theme: Theme) {
  const [regime = 'plateau'] = panel.regimes;
  const { glyph, heading } = regimeSigns[regime];
  const result = panelVerdict(panel);
  const verdict = title === result ? [] : wrapText(result, width, theme.smallFontSize);
  return textView(
    [
      {
        text: `${glyph} ${heading}`,
        colour: theme.regimes[regime].text,
        size: theme.fontSize,
        weight: 600,
      },
      ...verdict.map((text) => ({ text, colour: theme.mutedInk, size: theme.smallFontSize })),
    ],
    width,
  );
}

/** Caption and notes, wrapped. */
export function footView(texts: readonly string[], width: number, theme: Theme) {
  const lines = texts.flatMap((text) => wrapText(text, width, theme.smallFontSize));
  return textView(
    lines.map((text) => ({ text, colour: theme.mutedInk, size: theme.smallFontSize })),
    width,
  );
}

/** The legend of one regime: rule and mark of each group, then its name. */
export function legendView(block: LegendBlock, width: number, theme: Theme, named: boolean) {
  const step = lineHeight(theme);
  const key = 24;
  const { glyph, heading } = regimeSigns[block.regime];
  const offset = named ? 1 : 0;
  const title = named
    ? [
        label(
          `${glyph} ${heading}`,
          { x: 0, y: 0.5 * step },
          {
            colour: theme.regimes[block.regime].text,
            size: theme.smallFontSize,
            weight: 600,
            baseline: 'middle',
            clip: true,
          },
        ),
      ]
    : [];
  const entries = block.entries.flatMap((entry, index): Layer[] => {
    const y = (index + 0.5 + offset) * step;
    const rule = (strokeDash: number[], dy: number): Layer => ({
      data: singleRow,
      mark: { type: 'rule', color: entry.colour, strokeWidth: theme.lineWidth, strokeDash, aria: false },
      encoding: { x: { value: 0 }, x2: { value: key }, y: { value: y + dy } },
    });
    const both = entry.line === 'solid-and-dashed';
    const layers: Layer[] = [];
    if (entry.line === 'solid' || both) layers.push(rule([1, 0], both ? -2 : 0));
    if (entry.line === 'dashed' || both) layers.push(rule([5, 3], both ? 2 : 0));
    if (entry.line === 'dotted') layers.push(rule([1.5, 2.5], 0));
    if (entry.mark) {
      layers.push({
        data: singleRow,
        mark: {
          type: 'point',
          filled: entry.hollow !== true,
          shape: entry.shape,
          ...(entry.hollow === true
            ? { fill: theme.background, stroke: entry.colour, strokeWidth: 1.2 }
            : { color: entry.colour, stroke: theme.background, strokeWidth: 0.8 }),
          opacity: 1,
          size: theme.markArea * 1.3,
          aria: false,
        },
        encoding: { x: { value: key / 2 }, y: { value: y } },
      });
    }
    layers.push(
      label(
        entry.label,
        { x: key + 7, y },
        { colour: theme.ink, size: theme.smallFontSize, baseline: 'middle', clip: true },
      ),
    );
    return layers;
  });
  return {
    width,
    height: Math.max(1, Math.round((block.entries.length + offset) * step)),
    layer: [...title, ...entries],
  };
}
