import type { Kysely } from 'kysely';
import { setTimeout as delay } from 'node:timers/promises';
import { readRunsAt, type RunPage } from '../experiments/read-detail.ts';
import type { StoreSchema } from '../store/schema.ts';

/** After a page, none is read for so many times as long as it took. */
const REST = 3;

/**
 * Reads the pages of experiments for all viewers, one at a time and with rests: fifty viewers of an
 * experiment of a hundred thousand runs would otherwise keep the database from giving out work.
 */
export class RunPages {
  readonly #database: Kysely<StoreSchema>;
  #last: Promise<unknown> = Promise.resolve();

  constructor(database: Kysely<StoreSchema>) {
    this.#database = database;
  }

  /** A page that somebody waits for. */
  first(experimentId: string, places: readonly number[], characters: number): Promise<RunPage> {
    return readRunsAt(this.#database, experimentId, places, characters);
  }

  /** A further page, when it is its turn. */
  async further(experimentId: string, places: readonly number[], characters: number): Promise<RunPage> {
    const turn = this.#last;
    const { promise: ended, resolve: end } = Promise.withResolvers<void>();
    this.#last = ended;
    await turn;
    const began = performance.now();
    try {
      return await readRunsAt(this.#database, experimentId, places, characters);
    } finally {
      void delay(REST * (performance.now() - began)).then(end);
    }
  }
}
