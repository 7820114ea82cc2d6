import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Several coordinators on one database: who they are, whose node has a run, who writes an experiment. */
export const coordinators: Migration = {
  async up(database: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(database);
  },
};

const statements = [
  `CREATE TABLE coordinators (
    id uuid PRIMARY KEY,
    url text,
    started_at timestamptz NOT NULL DEFAULT now(),
    seen_at timestamptz NOT NULL DEFAULT now()
  )`,
  `ALTER TABLE runs ADD COLUMN coordinator_id uuid`,
  `ALTER TABLE experiments ADD COLUMN author_id uuid`,
];
