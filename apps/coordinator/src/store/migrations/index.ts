import { sql, type Kysely } from 'kysely';
import { Migrator, type Migration } from 'kysely/migration';
import { CoordinatorVersionError } from '../../cluster/versions.ts';
import { readLiving } from '../../cluster/living.ts';
import { messages } from '../../messages.ts';
import type { StoreSchema } from '../schema.ts';
import { foundation } from './0001-foundation.ts';
import { scheduling } from './0002-scheduling.ts';
import { coordinators } from './0003-coordinators.ts';
import { control } from './0004-control.ts';
import { contributors } from './0005-contributors.ts';
import { coordinatorVersions } from './0006-coordinator-versions.ts';

/** Every change of the tables, in order. Never edit one that was published: add the next. */
const migrations: Record<string, Migration> = {
  '0001-foundation': foundation,
  '0002-scheduling': scheduling,
  '0003-coordinators': coordinators,
  '0004-control': control,
  '0005-contributors': contributors,
  '0006-coordinator-versions': coordinatorVersions,
};

/** All of them, in order. */
export const migrationNames: readonly string[] = Object.keys(migrations);

/**
 * Brings the tables to the newest form; what is there already is left alone.
 *
 * @throws {CoordinatorVersionError} when a newer version has changed them, or an older one is at work on them
 */
export async function migrate(database: Kysely<StoreSchema>): Promise<void> {
  const migrator = new Migrator({
    db: database,
    provider: { getMigrations: () => Promise.resolve(migrations) },
  });
  // In this order: whoever has entered by now has brought the tables to its own form before.
  const living = await readLiving(database);
  const applied = await readApplied(database);
  const unknown = applied.find((name) => !(name in migrations));
  if (unknown !== undefined) throw new CoordinatorVersionError(messages.tablesNewer(unknown));
  const [first] = living;
  if (first !== undefined && applied.length < migrationNames.length)
    throw new CoordinatorVersionError(messages.tablesInUse(first.url, living.length));
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw new Error(messages.migrationFailed(), { cause: error });
}

async function readApplied(database: Kysely<StoreSchema>): Promise<string[]> {
  const there = await sql<{ there: boolean }>`
    SELECT to_regclass('kysely_migration') IS NOT NULL AS there`.execute(database);
  if (there.rows[0]?.there !== true) return [];
  const { rows } = await sql<{ name: string }>`SELECT name FROM kysely_migration`.execute(database);
  return rows.map(({ name }) => name);
}
