import type { Theme } from '../language/theme.ts';
import type { RaisedText } from '../text/time-definition.ts';
import { label, type Layer } from '../vega-lite/parts.ts';
import type { Frame } from './bands.ts';

/** The title of a horizontal axis with its end raised, centred by an estimate of the two widths. */
export function raisedTitle(
  words: string,
  { base, raised }: RaisedText,
  frame: Frame,
  theme: Theme,
): Layer[] {
  const text = words === '' ? base : `${words}  ${base}`;
  const small = 0.75 * theme.fontSize;
  const y = frame.height + 2.85 * theme.fontSize;
  const x = Math.round(frame.width / 2 + 0.25 * (text.length * theme.fontSize - raised.length * small));
  return [
    label(text, { x, y }, { colour: theme.ink, size: theme.fontSize, align: 'right' }),
    label(raised, { x: x + 1, y: y - 0.38 * theme.fontSize }, { colour: theme.ink, size: small }),
  ];
}
