import type { PostgresPoolClient } from 'kysely';
import type { StatementPool } from '../store/queue-database.ts';
import type { Metrics } from './metrics.ts';

/** The same pool, but it is noted how long connections are waited for and kept. */
export function measuredPool<Pool extends StatementPool>(
  pool: Pool,
  { storeWait, storeUse }: Pick<Metrics, 'storeWait' | 'storeUse'>,
): Pool {
  return {
    ...pool,
    async connect(): Promise<PostgresPoolClient> {
      const waited = storeWait.startTimer();
      const client = await pool.connect();
      waited();
      const used = storeUse.startTimer();
      return {
        query: client.query.bind(client),
        release: (...parameters: Parameters<PostgresPoolClient['release']>) => {
          used();
          client.release(...parameters);
        },
      };
    },
  };
}
