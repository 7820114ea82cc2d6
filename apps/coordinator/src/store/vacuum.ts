import { sql, type Kysely } from 'kysely';
import type { StoreSchema } from './schema.ts';

const INTERVAL_MILLISECONDS = 15_000;

/** When a table is due. */
export interface VacuumThresholds {
  /** More rows of it have been replaced than this, and this share of all that there are; */
  readonly rows: number;
  readonly share: number;
  /** or they take so much room, few as they are: checkpoints may be large. */
  readonly bytes: number;
}

const THRESHOLDS: VacuumThresholds = { rows: 1000, share: 0.05, bytes: 64 * 1024 * 1024 };

/**
 * Rows that are looked at for the statistics of the query planner: 300 times this. PostgreSQL's own value, 100,
 * makes the statistics of 100 000 runs take seconds, in which every other statement waits.
 */
export const STATISTICS_TARGET = 10;

interface DueTable {
  readonly schema: string;
  readonly table: string;
  readonly replaced: boolean;
}

/**
 * Makes the room of replaced rows of the one table free again that has most of them, if any has so many, and
 * brings its statistics up to date. A server does that by itself; the embedded database has no process for it,
 * and a checkpoint that is replaced every few seconds would fill the disk. While it does, everybody waits:
 * hence one table at a time, and before much has come together. False when there was nothing to do.
 */
export async function vacuum(
  database: Kysely<StoreSchema>,
  thresholds: VacuumThresholds = THRESHOLDS,
): Promise<boolean> {
  const due = await readDue(database, thresholds);
  if (due === undefined) return false;
  const table = sql.id(due.schema, due.table);
  await sql`${due.replaced ? sql`VACUUM (ANALYZE)` : sql`ANALYZE`} ${table}`.execute(database);
  return true;
}

/** Does so now and then until it is stopped. */
export function keepVacuumed(database: Kysely<StoreSchema>): { stop(): void } {
  // The next time will do: nothing depends on it now.
  const timer = setInterval(() => void vacuum(database).catch(() => undefined), INTERVAL_MILLISECONDS);
  return { stop: () => clearInterval(timer) };
}

/** The table with the most to do. A table that has only grown needs statistics and no more. */
async function readDue(
  database: Kysely<StoreSchema>,
  { rows: few, share, bytes }: VacuumThresholds,
): Promise<DueTable | undefined> {
  const exceeds = (count: string) => sql`${sql.ref(count)} > ${few}::float8 + ${share}::float8 * n_live_tup`;
  // What was counted within the last second would be missing.
  await sql`SELECT pg_stat_force_next_flush()`.execute(database);
  const { rows } = await sql<DueTable>`
    SELECT * FROM (
      SELECT schemaname AS schema, relname AS table, n_mod_since_analyze AS changes,
        ${exceeds('n_mod_since_analyze')} AS changed,
        ${exceeds('n_dead_tup')} OR (
          n_dead_tup > 0 AND pg_total_relation_size(relid)
            * (n_dead_tup::float8 / (n_dead_tup + n_live_tup)) > ${bytes}::float8
        ) AS replaced
      FROM pg_stat_user_tables
    ) tables
    WHERE replaced OR changed ORDER BY replaced DESC, changes DESC LIMIT 1`.execute(database);
  return rows[0];
}
