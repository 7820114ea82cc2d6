import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What operators decide: weights, pauses, nodes that get no runs; and runs that are computed twice for comparison. */
export const control: Migration = {
  async up(database: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(database);
  },
};

const statements = [
  `ALTER TABLE experiments ADD COLUMN priority text NOT NULL DEFAULT 'normal'
    CHECK (priority IN ('low', 'normal', 'high'))`,
  `ALTER TABLE experiments ADD COLUMN paused_at timestamptz`,
  `ALTER TABLE experiments ADD COLUMN verified_share double precision NOT NULL DEFAULT 0`,
  `ALTER TABLE runs DROP CONSTRAINT runs_state_check`,
  `ALTER TABLE runs ADD CONSTRAINT runs_state_check
    CHECK (state IN ('queued', 'running', 'finished', 'failed', 'cancelled', 'paused'))`,
  `CREATE TABLE nodes (
    id text PRIMARY KEY,
    state text NOT NULL CHECK (state IN ('active', 'draining', 'quarantined')),
    reason text,
    quarantined_until timestamptz,
    quarantines integer NOT NULL DEFAULT 0,
    changed_at timestamptz NOT NULL DEFAULT now()
  )`,
  `ALTER TABLE results ADD COLUMN node_id text`,
  `CREATE INDEX results_by_node ON results (node_id)`,
  `CREATE TABLE verifications (
    run_id text PRIMARY KEY REFERENCES runs (id) ON DELETE CASCADE,
    state text NOT NULL CHECK (state IN ('waiting', 'running', 'verified')),
    job_id uuid NOT NULL,
    retry_count integer NOT NULL DEFAULT 0,
    node_id text,
    coordinator_id uuid,
    mismatches integer NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL DEFAULT now(),
    settled_at timestamptz
  )`,
  `CREATE INDEX verifications_open ON verifications (created_at) WHERE state <> 'verified'`,
  `CREATE TABLE votes (
    run_id text NOT NULL REFERENCES verifications (run_id) ON DELETE CASCADE,
    node_id text NOT NULL,
    digest text NOT NULL,
    cast_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (run_id, node_id)
  )`,
];
