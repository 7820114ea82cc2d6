import type { Strip } from '../composition/bands.ts';
import { regimeOrder, regimeSigns } from '../language/regimes.ts';
import type { Theme } from '../language/theme.ts';
import { label, singleRow, type Layer } from '../vega-lite/parts.ts';

/** Names of the regimes on their tints, with where they lie: where squares leave the plane itself no room for them. */
export function regimeKey(width: number, theme: Theme): Strip {
  const step = 1.6 * theme.smallFontSize;
  const tint = 1.3 * theme.smallFontSize;
  const entries = regimeOrder.map((regime) => {
    const { name, condition } = regimeSigns[regime];
    return { regime, text: `${name}, ${condition}` };
  });
  const columnWidth = Math.max(
    ...entries.map(({ text }) => tint + 6 + 0.56 * theme.smallFontSize * text.length + 10),
  );
  const columns = width >= 4 * columnWidth ? 4 : width >= 2 * columnWidth ? 2 : 1;
  const layer = entries.flatMap(({ regime, text }, index): Layer[] => {
    const colours = theme.regimes[regime];
    const x = (index % columns) * (width / columns);
    const y = (Math.floor(index / columns) + 0.5) * step;
    return [
      {
        data: singleRow,
        mark: { type: 'rect', color: colours.region, aria: false },
        encoding: {
          x: { value: x },
          x2: { value: x + tint },
          y: { value: y - 0.5 * tint },
          y2: { value: y + 0.5 * tint },
        },
      },
      {
        data: singleRow,
        mark: {
          type: 'point',
          shape: regimeSigns[regime].shape,
          filled: true,
          color: colours.colour,
          size: 40,
          opacity: 1,
          aria: false,
        },
        encoding: { x: { value: x + 0.5 * tint }, y: { value: y } },
      },
      label(
        text,
        { x: x + tint + 6, y },
        { colour: colours.text, size: theme.smallFontSize, baseline: 'middle', clip: true },
      ),
    ];
  });
  return { width, height: Math.round(Math.ceil(entries.length / columns) * step), layer };
}
