import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** On whose checkpoints a run has gone on: which nodes answer for its bits. */
export const contributors: Migration = {
  async up(database: Kysely<unknown>) {
    await sql.raw(`ALTER TABLE runs ADD COLUMN contributors text[] NOT NULL DEFAULT '{}'`).execute(database);
  },
};
