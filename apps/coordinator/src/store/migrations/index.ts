import type { Kysely } from 'kysely';
import { Migrator, type Migration } from 'kysely/migration';
import { messages } from '../../messages.ts';
import type { StoreSchema } from '../schema.ts';
import { foundation } from './0001-foundation.ts';
import { scheduling } from './0002-scheduling.ts';
import { coordinators } from './0003-coordinators.ts';
import { control } from './0004-control.ts';
import { contributors } from './0005-contributors.ts';

/** Every change of the tables, in order. Never edit one that was published: add the next. */
const migrations: Record<string, Migration> = {
  '0001-foundation': foundation,
  '0002-scheduling': scheduling,
  '0003-coordinators': coordinators,
  '0004-control': control,
  '0005-contributors': contributors,
};

/** All of them, in order. */
export const migrationNames: readonly string[] = Object.keys(migrations);

/** Brings the tables to the newest form; what is there already is left alone. */
export async function migrate(database: Kysely<StoreSchema>): Promise<void> {
  const migrator = new Migrator({
    db: database,
    provider: { getMigrations: () => Promise.resolve(migrations) },
  });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw new Error(messages.migrationFailed(), { cause: error });
}
