import { decadeOf, powerOfTen } from '../text/numbers.ts';

/** An interval of a logarithmic axis, 0 < min < max. */
export interface LogDomain {
  readonly min: number;
  readonly max: number;
}

/**
 * The smallest interval of whole decades around the values. Whole decades, so that an axis moves only when
 * a value leaves its decade and not with every new point.
 */
export function wholeDecades(values: Iterable<number>, fallback: LogDomain): LogDomain {
  let least = Infinity;
  let largest = 0;
  for (const value of values) {
    if (value > 0 && value < Infinity) {
      least = Math.min(least, value);
      largest = Math.max(largest, value);
    }
  }
  if (largest === 0) return fallback;
  const min = powerOfTen(decadeOf(least));
  const decade = powerOfTen(decadeOf(largest));
  const max = largest === decade && decade > min ? decade : powerOfTen(decadeOf(largest) + 1);
  return { min, max };
}
