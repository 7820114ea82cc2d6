import type { PostgresPoolClient, PostgresQueryResult } from 'kysely';
import type { EmbeddedThread } from './embedded-thread.ts';
import { withAvailability } from './store-unavailable.ts';

/**
 * A connection pool of one: the embedded database has a single session, and a statement that slipped into
 * somebody else's transaction would be rolled back with it. Connections are handed out one at a time, in
 * the order they were asked for.
 */
export class EmbeddedPool {
  readonly #thread: EmbeddedThread;
  readonly #waiting: (() => void)[] = [];
  #taken = false;

  constructor(thread: EmbeddedThread) {
    this.#thread = thread;
  }

  async connect(): Promise<PostgresPoolClient> {
    if (this.#taken) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#taken = true;
    return this.#client();
  }

  #client(): PostgresPoolClient {
    let released = false;
    let failed = false;
    const query = async <R>(sql: string, parameters: readonly unknown[] = []) => {
      try {
        const { rows, affectedRows } = await this.#thread.run(sql, parameters);
        const result: PostgresQueryResult<R> = {
          command: commandOf(sql, failed),
          rowCount: affectedRows,
          rows: rows as R[],
        };
        return result;
      } catch (error) {
        failed = true;
        throw withAvailability(error);
      }
    };
    return {
      query: query as PostgresPoolClient['query'],
      release: () => {
        if (released) return;
        released = true;
        const next = this.#waiting.shift();
        if (next === undefined) this.#taken = false;
        else next();
      },
    };
  }
}

/** The command tag, which the embedded database does not tell. A COMMIT after a failure rolls back. */
function commandOf(sql: string, failed: boolean): PostgresQueryResult<unknown>['command'] {
  const word = /^\s*(\w+)/.exec(sql)?.[1]?.toUpperCase();
  if (word === 'COMMIT') return failed ? 'ROLLBACK' : 'COMMIT';
  if (word === 'INSERT' || word === 'UPDATE' || word === 'DELETE' || word === 'ROLLBACK') return word;
  return 'SELECT';
}
