const shortestMilliseconds = 250;
const longestMilliseconds = 30_000;

/**
 * Pause before the next attempt to connect, after so many rounds through all addresses without success. It
 * doubles with every round; half of it is chance, so that a thousand nodes do not come back at one moment.
 *
 * @param chance from 0 to 1
 */
export function pauseMilliseconds(rounds: number, chance: number): number {
  const longest = Math.min(longestMilliseconds, shortestMilliseconds * 2 ** Math.min(rounds, 20));
  return (longest * (1 + chance)) / 2;
}
