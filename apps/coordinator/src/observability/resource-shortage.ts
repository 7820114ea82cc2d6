import type { FastifyBaseLogger } from 'fastify';
import type { PostgresPoolClient } from 'kysely';
import type { StatementPool } from '../store/queue-database.ts';
import { StoreUnavailableError } from '../store/store-unavailable.ts';

/** SQLSTATE class 53, insufficient resources: the disk is full, memory is short, there are too many connections. */
const SHORTAGE = /^53/;
/** Nodes send again what was refused, every two seconds: so long without a refusal, and it is over. */
const SPELL_MILLISECONDS = 10_000;

/**
 * Notes when the database has no room for what is to be written. It still answers questions then, so that
 * nothing else would tell.
 */
export class ResourceShortage {
  readonly #log: FastifyBaseLogger;
  #metAt = -Infinity;

  constructor(log: FastifyBaseLogger) {
    this.#log = log;
  }

  get isPresent(): boolean {
    return performance.now() - this.#metAt < SPELL_MILLISECONDS;
  }

  /** The same pool, but what its statements fail with is looked at. */
  around<Pool extends StatementPool>(pool: Pool): Pool {
    return {
      ...pool,
      connect: async (): Promise<PostgresPoolClient> => {
        const client = await pool.connect();
        const query = async (statement: string, parameters: readonly unknown[]) => {
          try {
            return await client.query(statement, parameters);
          } catch (error) {
            this.#look(error);
            throw error;
          }
        };
        return { query: query as PostgresPoolClient['query'], release: client.release.bind(client) };
      },
    };
  }

  #look(error: unknown): void {
    const cause = error instanceof StoreUnavailableError ? (error.cause as { code?: unknown }) : undefined;
    if (typeof cause?.code !== 'string' || !SHORTAGE.test(cause.code)) return;
    if (!this.isPresent) this.#log.error({ err: cause }, 'the database has no room');
    this.#metAt = performance.now();
  }
}
