import type { Theme } from '../language/theme.ts';
import { label, singleRow, type Layer } from '../vega-lite/parts.ts';
import type { Strip } from './bands.ts';

/** What a colour stands for. */
export interface KeyEntry {
  readonly label: string;
  readonly colour: string;
}

const RULE = 18;
const GAP = 6;

/** A legend whose entries run like text, from left to right and from line to line. */
export function keyStrip(entries: readonly KeyEntry[], width: number, theme: Theme): Strip {
  const step = 1.45 * theme.smallFontSize;
  const layer: Layer[] = [];
  let x = 0;
  let row = 0;
  for (const entry of entries) {
    const needed = RULE + GAP + 0.58 * theme.smallFontSize * entry.label.length + 14;
    if (x > 0 && x + needed > width) {
      x = 0;
      row += 1;
    }
    const y = (row + 0.5) * step;
    layer.push(
      {
        data: singleRow,
        mark: { type: 'rule', color: entry.colour, strokeWidth: 1.6 * theme.lineWidth, aria: false },
        encoding: { x: { value: x }, x2: { value: x + RULE }, y: { value: y } },
      },
      label(
        entry.label,
        { x: x + RULE + GAP, y },
        { colour: theme.ink, size: theme.smallFontSize, baseline: 'middle', clip: true },
      ),
    );
    x += needed;
  }
  return { width, height: Math.round((row + 1) * step), layer };
}
