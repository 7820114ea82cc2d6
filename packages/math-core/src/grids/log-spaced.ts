import { InvalidArgumentError, requireInteger } from '../errors.ts';
import { power } from '../special-functions/power.ts';

/**
 * `count` ≥ 2 points from `from` to `to` in geometric progression, ascending or descending: from ·
 * (to/from)^{i/(count−1)}. Both ends are exactly the given numbers, and so are points between that are
 * doubles with a dyadic exponent (1, 10, 100, 1000, 10000); the others have a relative error of about
 * |ln(to/from)| · 1e-16.
 *
 * Throws InvalidArgumentError unless the ends and their ratio are positive and finite and count is an integer
 * ≥ 2.
 */
export function logSpaced(from: number, to: number, count: number): Float64Array {
  requireInteger('logSpaced: count', count, 2);
  const ratio = to / from;
  if (!(from > 0 && to > 0 && from < Infinity && ratio > 0 && ratio < Infinity)) {
    throw new InvalidArgumentError(
      `logSpaced: the ends are ${from} and ${to}; a logarithmic grid needs positive finite ends with a finite ` +
        'ratio. Add a point at 0 separately.',
    );
  }
  const points = Float64Array.from({ length: count }, (_, i) => from * power(ratio, i / (count - 1)));
  points[count - 1] = to;
  return points;
}
