import { InvalidArgumentError } from '../errors.ts';

/** The q-quantile of an ascending sample by linear interpolation between order statistics (Hyndman & Fan's type 7). */
export function quantile(sorted: ArrayLike<number>, q: number): number {
  if (sorted.length === 0)
    throw new InvalidArgumentError('quantile of an empty sample; pass at least one value.');
  if (!(q >= 0 && q <= 1)) throw new InvalidArgumentError(`quantile: q is ${q}; it must lie in [0, 1].`);
  const position = q * (sorted.length - 1);
  const below = Math.floor(position);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
}
