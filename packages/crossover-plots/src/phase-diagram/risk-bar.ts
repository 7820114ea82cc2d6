import type { LogDomain } from '../axes/decades.ts';
import { logPosition } from '../axes/time-range.ts';
import type { Strip } from '../composition/bands.ts';
import { scaleBar } from '../composition/scale-bar.ts';
import { decadesOf, riskColours } from '../language/risk-colours.ts';
import type { Theme } from '../language/theme.ts';
import { powerOfTen, decadeOf } from '../text/numbers.ts';
import { superscript } from '../text/superscript.ts';

/** Labels that have room on the bar. */
const MOST_LABELS = 6;

/** The colour scale of the final risk with its powers of ten. */
export function riskBar(domain: LogDomain, width: number, theme: Theme): Strip {
  const decades = Math.round(decadesOf(domain));
  const step = Math.ceil(decades / MOST_LABELS);
  const first = decadeOf(domain.min);
  const ticks = Array.from({ length: Math.floor(decades / step) + 1 }, (_, index) => {
    const exponent = first + index * step;
    return { position: logPosition(powerOfTen(exponent), domain), text: `10${superscript(exponent)}` };
  });
  return scaleBar('final risk R', riskColours, ticks, width, theme);
}
