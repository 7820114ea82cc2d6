import type { Kysely, Transaction } from 'kysely';
import { setTimeout as delay } from 'node:timers/promises';
import type { StoreSchema } from './schema.ts';

/** SQLSTATEs of what others on the same rows bring about, and what doing it again cures. */
const CONTENTION: ReadonlySet<unknown> = new Set([
  /** could not be ordered with others */
  '40001',
  /** deadlock */
  '40P01',
  /** what is referred to was removed, or is referred to, since it was looked at */
  '23503',
]);
const MOST_ATTEMPTS = 8;
const LONGEST_PAUSE_MILLISECONDS = 20;

/**
 * Does the work in a transaction, and all of it again when others were in its way, after a pause that is chance and grows.
 * The work may be done several times: it must change nothing but the database.
 *
 * @throws what the work throws; contention only when it does not end
 */
export async function contended<Result>(
  database: Kysely<StoreSchema>,
  work: (transaction: Transaction<StoreSchema>) => Promise<Result>,
): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await database.transaction().execute(work);
    } catch (error) {
      if (attempt === MOST_ATTEMPTS || !CONTENTION.has((error as { code?: unknown }).code)) throw error;
      await delay(attempt * LONGEST_PAUSE_MILLISECONDS * Math.random());
    }
  }
}
