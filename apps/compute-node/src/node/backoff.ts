import { TIMINGS } from '@crossover/protocol';

/** The first round through all addresses takes at most so long. */
const firstMilliseconds = 500;

/**
 * Pause before the next attempt to connect, after so many rounds through all addresses without success:
 * exponential backoff with full jitter. A whole round through the addresses never takes longer than
 * `TIMINGS.reconnectMilliseconds`, however long it has been without success: a coordinator that is back waits
 * for its nodes for a while only. A thousand nodes that wait for it then arrive at random over that time, 500 in
 * the first second.
 *
 * @param addresses how many there are to try in a round
 * @param chance evenly distributed in [0, 1)
 */
export function pauseMilliseconds(rounds: number, addresses: number, chance: number): number {
  const round = Math.min(TIMINGS.reconnectMilliseconds, firstMilliseconds * 2 ** Math.min(rounds, 20));
  return (round / addresses) * chance;
}
