import type { RunSpecification } from '@crossover/experiments';
import { LIMITS, type LeaseMessage } from '@crossover/protocol';
import { placesOf } from '../threads/waiting-line.ts';

/**
 * What a node asks for: runs for its free places, and more when they are short. Null while there is enough.
 *
 * @param executing runs that compute or wait for a thread
 * @param refillBelow half of the last batch: the next one is asked for before that one has ended
 */
export function leaseDemand(
  executing: readonly RunSpecification[],
  places: number,
  refillBelow: number,
): LeaseMessage | null {
  // A place holds two runs at most: with so many of them there is no need to look which go together.
  const crowded = executing.length >= 2 * places;
  const free = places - (crowded ? places : placesOf(executing));
  if (free <= 0 && executing.length >= refillBelow) return null;
  return { capacity: Math.max(1, Math.min(free, LIMITS.maxLeaseBatch)), most: LIMITS.maxLeaseBatch };
}
