import { sql, type Kysely } from 'kysely';
import { messages } from '../messages.ts';
import type { StoreSchema } from '../store/schema.ts';
import { CoordinatorVersionError, OWN_VERSIONS } from './versions.ts';

/** A coordinator that has not beaten for so long, by the database's clock, is dead to the others. */
export const DEAD_SECONDS = 10;

const isSilent = sql<boolean>`seen_at < now() - make_interval(secs => ${DEAD_SECONDS})`;

/** Another coordinator at work on the same database. */
export interface OtherCoordinator {
  readonly id: string;
  /** What compute nodes may be told; null until it listens. */
  readonly url: string | null;
}

/**
 * Enters a coordinator into the table, or again when the others had taken it for dead. Of coordinators that
 * compute other bits or speak another protocol only those are at work at a time that came first.
 *
 * @throws {CoordinatorVersionError} when others are at work that differ
 */
export async function enter(
  database: Kysely<StoreSchema>,
  id: string,
  url: string | null,
  versions = OWN_VERSIONS,
): Promise<void> {
  const { numerics, protocol, software } = versions;
  await database.transaction().execute(async (transaction) => {
    // Of two that enter at the same moment one sees the other.
    await sql`LOCK TABLE coordinators IN SHARE ROW EXCLUSIVE MODE`.execute(transaction);
    const differing = sql<boolean>`id <> ${id} AND (numerics_version <> ${numerics} OR protocol_version <> ${protocol})`;
    // One that stands still is taken out, so that it is not admitted again when it wakes.
    await transaction.deleteFrom('coordinators').where(differing).where(isSilent).execute();
    const other = await transaction
      .selectFrom('coordinators')
      .select(['url', 'numerics_version', 'protocol_version', 'software_version'])
      .where(differing)
      .executeTakeFirst();
    if (other !== undefined) {
      const found = {
        numerics: other.numerics_version,
        protocol: other.protocol_version,
        software: other.software_version,
      };
      throw new CoordinatorVersionError(messages.coordinatorsDiffer(other.url, found, versions));
    }
    await transaction
      .insertInto('coordinators')
      .values({
        id,
        url,
        numerics_version: numerics,
        protocol_version: protocol,
        software_version: software,
      })
      .onConflict((conflict) => conflict.column('id').doUpdateSet({ url, seen_at: sql<Date>`now()` }))
      .execute();
  });
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
    .where(isSilent)
    .returning('id')
    .execute();
  return rows.map(({ id }) => id);
}
