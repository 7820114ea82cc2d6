import type { PostgresPool } from 'kysely';
import type { Db } from 'pg-boss';

/** The part of a pool that both stores share. */
export type StatementPool = Pick<PostgresPool, 'connect' | 'end' | 'options'>;

type Rows = Awaited<ReturnType<Db['executeSql']>>;

/**
 * The queue's own statements (its schema, maintenance, expiry) on the same pool as everything else. Each
 * gets a connection to itself, so that a block of statements never lands inside another transaction.
 */
export function queueDatabase(pool: StatementPool): Db {
  return {
    async executeSql(text: string, values: unknown[] = []): Promise<Rows> {
      const client = await pool.connect();
      try {
        // Several statements at once give several results.
        const result: Rows | Rows[] = await client.query(text, values);
        return Array.isArray(result) ? { rows: result.flatMap(({ rows }): unknown[] => rows) } : result;
      } catch (error) {
        // A block that failed half-way leaves its transaction open on a connection that others will get.
        await client.query('rollback', []).catch(() => undefined);
        throw error;
      } finally {
        client.release();
      }
    },
  };
}
