import { Pool } from 'pg';
import { messages } from '../messages.ts';
import type { StatementPool } from './queue-database.ts';

/** Key of the advisory lock that says a coordinator is at work on this database. Arbitrary, but for ever. */
const COORDINATOR_LOCK = '7166207418862139';

/** Another coordinator is at work on the same database. */
export class DatabaseInUseError extends Error {
  override readonly name = 'DatabaseInUseError';
}

/**
 * A pool of connections to a PostgreSQL server. One of them holds a lock for as long as this process
 * lives, because a second coordinator would take the first one's nodes for lost.
 *
 * @throws {DatabaseInUseError} when another coordinator holds the lock
 */
export async function connectToServer(url: string, onLost: (reason: Error) => void): Promise<StatementPool> {
  const pool = new Pool({ connectionString: url, max: 10, application_name: 'crossover-coordinator' });
  // An idle connection that breaks is replaced by the pool; without a listener the process would end.
  pool.on('error', () => undefined);
  try {
    const guard = await pool.connect();
    const { rows } = await guard.query<{ taken: boolean }>('SELECT pg_try_advisory_lock($1) AS taken', [
      COORDINATOR_LOCK,
    ]);
    if (rows[0]?.taken !== true) {
      guard.release();
      throw new DatabaseInUseError(messages.databaseInUse());
    }
    let ending = false;
    guard.on('error', (error) => {
      if (!ending) onLost(new Error(messages.serverConnectionLost(error.message)));
    });
    return {
      options: pool.options,
      connect: () => pool.connect(),
      async end() {
        ending = true;
        // Closing the connection gives the lock back.
        guard.release(true);
        await pool.end();
      },
    };
  } catch (error) {
    await pool.end();
    throw error;
  }
}
