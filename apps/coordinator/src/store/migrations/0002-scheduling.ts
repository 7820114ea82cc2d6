import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Why attempts ended with an error, so that a run that is given up can say all of it. */
export const scheduling: Migration = {
  async up(database: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(database);
  },
};

const statements = [
  `CREATE TABLE failures (
    run_id text NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    job_id uuid NOT NULL,
    retry_count integer NOT NULL,
    node_id text NOT NULL,
    error_name text NOT NULL,
    error_message text NOT NULL,
    occurred_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (run_id, job_id, retry_count)
  )`,
  `CREATE INDEX failures_by_node ON failures (node_id)`,
];
