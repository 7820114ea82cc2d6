import { InvalidArgumentError, requireInteger } from '../errors.ts';
import { exponential } from '../special-functions/exponential.ts';
import { logarithm } from '../special-functions/logarithm.ts';

/**
 * `count` ≥ 2 points from `from` to `to` in geometric progression, ascending or descending. Both ends are exactly the given
 * numbers; the points between have a relative error of about |ln point| · 1e-16.
 *
 * Throws InvalidArgumentError unless both ends are positive and finite and count is an integer ≥ 2.
 */
export function logSpaced(from: number, to: number, count: number): Float64Array {
  requireInteger('logSpaced: count', count, 2);
  if (!(from > 0 && to > 0 && from < Infinity && to < Infinity)) {
    throw new InvalidArgumentError(
      `logSpaced: the ends are ${from} and ${to}; a logarithmic grid needs positive finite ends. Add a point at 0 separately.`,
    );
  }
  const start = logarithm(from);
  const range = logarithm(to) - start;
  const points = Float64Array.from({ length: count }, (_, index) =>
    exponential(start + (range * index) / (count - 1)),
  );
  points[0] = from;
  points[count - 1] = to;
  return points;
}
