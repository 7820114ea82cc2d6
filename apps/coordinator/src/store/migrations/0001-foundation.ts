import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Experiments, their runs, and what is known of each run. */
export const foundation: Migration = {
  async up(database: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(database);
  },
};

const statements = [
  `CREATE TABLE runs (
    id text PRIMARY KEY,
    specification text NOT NULL,
    work double precision NOT NULL,
    priority integer NOT NULL,
    state text NOT NULL CHECK (state IN ('queued', 'running', 'finished', 'failed', 'cancelled')),
    fraction double precision NOT NULL DEFAULT 0,
    points_done integer NOT NULL DEFAULT 0,
    job_id uuid NOT NULL,
    retry_count integer,
    sequence integer NOT NULL DEFAULT 0,
    node_id text,
    failures integer NOT NULL DEFAULT 0,
    error_name text,
    error_message text,
    seconds_spent double precision,
    created_at timestamptz NOT NULL DEFAULT now(),
    finished_at timestamptz
  )`,
  `CREATE INDEX runs_running ON runs (id) WHERE state = 'running'`,
  `CREATE TABLE experiments (
    id text PRIMARY KEY,
    name text NOT NULL,
    title text NOT NULL,
    question text NOT NULL,
    specification text NOT NULL,
    points text NOT NULL,
    ready boolean NOT NULL DEFAULT false,
    created_at timestamptz NOT NULL,
    finished_at timestamptz,
    cancelled_at timestamptz
  )`,
  `CREATE TABLE experiment_runs (
    experiment_id text NOT NULL REFERENCES experiments (id) ON DELETE CASCADE,
    ordinal integer NOT NULL,
    run_id text NOT NULL REFERENCES runs (id),
    PRIMARY KEY (experiment_id, ordinal)
  )`,
  `CREATE UNIQUE INDEX experiment_runs_by_run ON experiment_runs (run_id, experiment_id)`,
  `CREATE TABLE run_points (
    run_id text NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    first_index integer NOT NULL,
    count integer NOT NULL,
    risk bytea NOT NULL,
    PRIMARY KEY (run_id, first_index)
  )`,
  `CREATE TABLE checkpoints (
    run_id text PRIMARY KEY REFERENCES runs (id) ON DELETE CASCADE,
    fraction double precision NOT NULL,
    data bytea NOT NULL
  )`,
  `CREATE TABLE results (
    run_id text PRIMARY KEY REFERENCES runs (id) ON DELETE CASCADE,
    digest text NOT NULL,
    data bytea NOT NULL,
    risk bytea NOT NULL
  )`,
];
