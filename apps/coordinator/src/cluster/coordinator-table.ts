import { sql, type Kysely } from 'kysely';
import type { StoreSchema } from '../store/schema.ts';

/** A coordinator that has not beaten for so long, by the database's clock, is dead to the others. */
export const DEAD_SECONDS = 10;

/** Another coordinator at work on the same database. */
export interface OtherCoordinator {
  readonly id: string;
  /** What compute nodes may be told; null until it listens. */
  readonly url: string | null;
}

/** Enters a coordinator into the table, or again when the others had taken it for dead. */
export async function enter(database: Kysely<StoreSchema>, id: string, url: string | null): Promise<void> {
  await database
    .insertInto('coordinators')
    .values({ id, url })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ url, seen_at: sql<Date>`now()` }))
    .execute();
}

/** Takes it out: what it had is anybody's from now on. */
export async function leave(database: Kysely<StoreSchema>, id: string): Promise<void> {
  await database.deleteFrom('coordinators').where('id', '=', id).execute();
}

/** A sign of life. False when the others have taken this one for dead. */
export async function beat(database: Kysely<StoreSchema>, id: string): Promise<boolean> {
  const row = await database
    .updateTable('coordinators')
    .set({ seen_at: sql<Date>`now()` })
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

export async function readOthers(database: Kysely<StoreSchema>, id: string): Promise<OtherCoordinator[]> {
  return database
    .selectFrom('coordinators')
    .select(['id', 'url'])
    .where('id', '<>', id)
    .orderBy('id')
    .execute();
}

/** Takes out those that have not beaten for too long. */
export async function buryDead(database: Kysely<StoreSchema>, self: string): Promise<string[]> {
  const rows = await database
    .deleteFrom('coordinators')
    .where('id', '<>', self)
    .where('seen_at', '<', sql<Date>`now() - make_interval(secs => ${DEAD_SECONDS})`)
    .returning('id')
    .execute();
  return rows.map(({ id }) => id);
}
