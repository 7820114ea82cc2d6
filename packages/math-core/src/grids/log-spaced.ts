import { InvalidArgumentError, requireInteger } from '../errors.ts';
import { exponential } from '../special-functions/exponential.ts';
import { logarithm } from '../special-functions/logarithm.ts';

/** `count` points from `from` to `to` with a constant ratio; both ends are exact. */
export function logSpaced(from: number, to: number, count: number): Float64Array {
  requireInteger('count', count, 2);
  if (!(from > 0 && to > 0 && from < Infinity && to < Infinity)) {
    throw new InvalidArgumentError(`logSpaced from ${from} to ${to}: both ends must be finite and > 0.`);
  }
  const start = logarithm(from);
  const step = (logarithm(to) - start) / (count - 1);
  const points = Float64Array.from({ length: count }, (_, index) => exponential(start + index * step));
  points[0] = from;
  points[count - 1] = to;
  return points;
}
