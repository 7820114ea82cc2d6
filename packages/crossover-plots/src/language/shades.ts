import type { RegimeColours } from './theme.ts';

const channels = (hex: string): number[] => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));

const hexadecimal = (value: number): string => Math.round(value).toString(16).padStart(2, '0');

/** The colour at this share of the way between two, in sRGB. */
export function blend(from: string, to: string, share: number): string {
  const target = channels(to);
  return `#${channels(from)
    .map((value, index) => hexadecimal(value + share * (target[index] - value)))
    .join('')}`;
}

/**
 * The colour of the curve of this rank (0 = smallest) among `count` curves of a regime: light to dark along
 * the ramp, largest darkest. A curve that stands alone has the regime's own colour.
 */
export function shade(colours: RegimeColours, rank: number, count: number): string {
  if (count < 2) return colours.colour;
  const position = (2 * rank) / (count - 1);
  const [light, middle, dark] = colours.ramp;
  return position <= 1 ? blend(light, middle, position) : blend(middle, dark, position - 1);
}
