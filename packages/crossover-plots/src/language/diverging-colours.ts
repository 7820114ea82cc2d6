import { colourAt } from './colour-stops.ts';
import type { ThemeName } from './theme.ts';

/**
 * From the most negative through 0 to the most positive: orange-brown and purple, which all kinds of
 * colour vision tell apart, equally strong on both sides; 0 is next to the ground and yet seen on it.
 */
const BY_DAY = ['#8a4103', '#d08a3c', '#f2f1ee', '#8f7fc0', '#46207a'] as const;
const BY_NIGHT = ['#ffc473', '#b87a2a', '#222932', '#8a77cf', '#d3c6ff'] as const;

export const divergingColours: Readonly<Record<ThemeName, readonly string[]>> = {
  light: BY_DAY,
  print: BY_DAY,
  dark: BY_NIGHT,
};

/** The colour of a value on a scale from −limit to limit. */
export function divergingColour(theme: ThemeName, value: number, limit: number): string {
  return colourAt(divergingColours[theme], 0.5 + (0.5 * value) / limit);
}
