import { logPosition } from '../axes/time-range.ts';
import type { LogDomain } from '../axes/decades.ts';
import type { Theme } from '../language/theme.ts';

/** Room beside the outermost widths, as a factor. */
const MARGIN = 1.16;

export function widthDomain(widths: readonly number[]): LogDomain {
  return { min: Math.min(...widths) / MARGIN, max: Math.max(...widths) * MARGIN };
}

/**
 * The widths whose numbers have room on an axis of this length: multiples of k first, since R = 0 can be
 * represented there, then the others from the smallest up.
 */
export function labelledWidths(
  widths: readonly number[],
  teacherWidth: number,
  domain: LogDomain,
  length: number,
  theme: Theme,
): number[] {
  const ordered = [...new Set(widths)].sort((a, b) => a - b);
  const multiples = ordered.filter((width) => width % teacherWidth === 0);
  const placed: { readonly width: number; readonly at: number; readonly half: number }[] = [];
  for (const width of [...multiples, ...ordered.filter((other) => other % teacherWidth !== 0)]) {
    const at = logPosition(width, domain) * length;
    const half = 0.31 * theme.smallFontSize * String(width).length + 2;
    if (placed.every((other) => Math.abs(other.at - at) >= other.half + half)) {
      placed.push({ width, at, half });
    }
  }
  return placed.map(({ width }) => width).sort((a, b) => a - b);
}
