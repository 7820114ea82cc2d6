/** A run waits at most so long for its second attempt, four times as long for the third, and so on. */
const FIRST_CEILING_SECONDS = 4;
const GROWTH = 4;
const SHORTEST_SECONDS = 1;
const LONGEST_SECONDS = 300;

/**
 * Seconds to wait before a run is tried again after so many errors: exponential backoff with full jitter, so
 * that what failed for a common reason does not come back all at once.
 *
 * @param chance evenly distributed in [0, 1)
 */
export function backoffSeconds(failures: number, chance: number): number {
  const ceiling = Math.min(LONGEST_SECONDS, FIRST_CEILING_SECONDS * GROWTH ** Math.max(0, failures - 1));
  return SHORTEST_SECONDS + chance * (ceiling - SHORTEST_SECONDS);
}
