import { sql, type Kysely } from 'kysely';
import type { StoreSchema } from '../store/schema.ts';
import { DEAD_SECONDS, type OtherCoordinator } from './coordinator-table.ts';

/** The coordinators at work on a database of whatever version: its table of them may not be there yet. */
export async function readLiving(database: Kysely<StoreSchema>): Promise<OtherCoordinator[]> {
  const there = await sql<{ there: boolean }>`
    SELECT to_regclass('coordinators') IS NOT NULL AS there`.execute(database);
  if (there.rows[0]?.there !== true) return [];
  const { rows } = await sql<OtherCoordinator>`
    SELECT id, url FROM coordinators
    WHERE seen_at > now() - make_interval(secs => ${DEAD_SECONDS}) ORDER BY id`.execute(database);
  return rows;
}
