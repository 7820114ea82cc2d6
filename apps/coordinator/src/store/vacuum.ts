import { sql, type Kysely } from 'kysely';
import { JOB_TABLE } from '../queue/run-queue.ts';
import type { StoreSchema } from './schema.ts';

const INTERVAL_MILLISECONDS = 5 * 60_000;

/**
 * Makes the room of replaced rows free again. A server does that by itself; the embedded database has no
 * process for it, and a checkpoint that is replaced every few seconds would fill the disk.
 */
export async function vacuum(database: Kysely<StoreSchema>): Promise<void> {
  await sql`VACUUM (ANALYZE) runs, run_points, checkpoints, ${sql.table(JOB_TABLE)}`.execute(database);
}

/** Does so every few minutes until it is stopped. */
export function keepVacuumed(database: Kysely<StoreSchema>): { stop(): void } {
  // The next time will do: nothing depends on it now.
  const timer = setInterval(() => void vacuum(database).catch(() => undefined), INTERVAL_MILLISECONDS);
  return { stop: () => clearInterval(timer) };
}
