import { blend } from './shades.ts';

/** The colour at a position from 0 to 1 along evenly spaced stops. */
export function colourAt(stops: readonly string[], position: number): string {
  const place = Math.min(1, Math.max(0, position)) * (stops.length - 1);
  const from = Math.min(stops.length - 2, Math.floor(place));
  return blend(stops[from], stops[from + 1], place - from);
}
