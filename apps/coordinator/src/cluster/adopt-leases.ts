import { sql, type Kysely } from 'kysely';
import type { StoreSchema } from '../store/schema.ts';

/**
 * Makes the leases of coordinators that are no more this one's own: from here on it is this one that waits
 * for their nodes and takes the runs back. One statement, so that of several survivors each lease finds
 * exactly one. Returns how many there were.
 */
export async function adoptLeases(database: Kysely<StoreSchema>, coordinatorId: string): Promise<number> {
  // In the order of ids, as all that lock several runs without their jobs.
  const { rows } = await sql`
    WITH orphans AS (
      SELECT id FROM runs
      WHERE state = 'running' AND NOT EXISTS (
        SELECT 1 FROM coordinators WHERE coordinators.id = runs.coordinator_id
      )
      ORDER BY id FOR UPDATE
    )
    UPDATE runs SET coordinator_id = ${coordinatorId} FROM orphans WHERE runs.id = orphans.id
    RETURNING runs.id`.execute(database);
  return rows.length;
}
