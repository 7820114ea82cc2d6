import { setTimeout as delay } from 'node:timers/promises';

const lookMilliseconds = 15;

/** Looks until there is something to see; undefined when there is nothing within the given time. */
export async function until<T>(
  look: () => T | undefined | false | Promise<T | undefined | false>,
  milliseconds: number,
): Promise<T | undefined> {
  const end = performance.now() + milliseconds;
  for (;;) {
    const seen = await look();
    if (seen !== undefined && seen !== false) return seen;
    if (performance.now() > end) return undefined;
    await delay(lookMilliseconds);
  }
}
