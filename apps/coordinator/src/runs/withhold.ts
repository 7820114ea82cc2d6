import type { RunUpdate } from '@crossover/protocol';
import { sql, type Transaction } from 'kysely';
import { JOB_TABLE, type RunQueue } from '../queue/run-queue.ts';
import type { StoreSchema } from '../store/schema.ts';
import { RUN_COLUMNS, runUpdate, type RunRow } from './run-row.ts';

/**
 * Takes those of these runs off the queue that no experiment wants now: paused where one that wants them is
 * paused, cancelled where all are cancelled. Runs that a node has are left to it; those that wait, and those
 * that come back from a node, are not given out. The jobs are locked first, so that none is given out meanwhile.
 */
export async function withholdUnwanted(
  queue: RunQueue,
  transaction: Transaction<StoreSchema>,
  runIds: readonly string[],
): Promise<RunUpdate[]> {
  if (runIds.length === 0) return [];
  const { rows: unwanted } = await sql<{ id: string; job_id: string; state: 'paused' | 'cancelled' }>`
    SELECT runs.id, runs.job_id,
      CASE WHEN bool_or(e.paused_at IS NOT NULL AND e.cancelled_at IS NULL) THEN 'paused' ELSE 'cancelled' END AS state
    FROM runs JOIN experiment_runs er ON er.run_id = runs.id JOIN experiments e ON e.id = er.experiment_id
    WHERE runs.id = ANY(${runIds}::text[]) AND runs.state = 'queued'
    GROUP BY runs.id, runs.job_id
    HAVING bool_and(e.paused_at IS NOT NULL OR e.cancelled_at IS NOT NULL)`.execute(transaction);
  if (unwanted.length === 0) return [];
  const { rows: waiting } = await sql<{ id: string }>`
    SELECT id FROM ${sql.table(JOB_TABLE)}
    WHERE name = 'runs' AND state < 'active' AND id = ANY(${unwanted.map(({ job_id }) => job_id)}::uuid[])
    FOR UPDATE`.execute(transaction);
  const jobs = new Set(waiting.map(({ id }) => id));
  const withheld = unwanted.filter(({ job_id }) => jobs.has(job_id));
  await queue.cancel(
    transaction,
    withheld.map(({ job_id }) => job_id),
  );
  const columns = sql.join(RUN_COLUMNS.map((column) => sql.ref(column)));
  const { rows } = await sql<RunRow>`
    UPDATE runs SET state = withheld.state
    FROM unnest(
      ${withheld.map(({ id }) => id)}::text[],
      ${withheld.map(({ state }) => state)}::text[]
    ) AS withheld (id, state)
    WHERE runs.id = withheld.id AND runs.state = 'queued'
    RETURNING ${columns}`.execute(transaction);
  return rows.map(runUpdate);
}

/** The runs of an experiment that wait in the queue. */
export async function waitingRuns(
  transaction: Transaction<StoreSchema>,
  experimentId: string,
): Promise<string[]> {
  const rows = await transaction
    .selectFrom('runs')
    .innerJoin('experiment_runs', 'experiment_runs.run_id', 'runs.id')
    .select('runs.id')
    .where('experiment_runs.experiment_id', '=', experimentId)
    .where('runs.state', '=', 'queued')
    .execute();
  return rows.map(({ id }) => id);
}

/**
 * Locks the runs of an experiment, before it is decided which of them nobody else wants, or which of them have to be put
 * back into the queue: what is decided at the same moment about another experiment that has some of them has either been
 * done, and is seen, or finds what has been decided here.
 */
export async function lockRuns(transaction: Transaction<StoreSchema>, experimentId: string): Promise<void> {
  // In the order of ids, as submissions do.
  await sql`
    SELECT count(*) FROM (
      SELECT runs.id FROM runs JOIN experiment_runs mine ON mine.run_id = runs.id
      WHERE mine.experiment_id = ${experimentId} AND runs.state <> 'finished'
      ORDER BY runs.id FOR UPDATE OF runs
    ) AS locked`.execute(transaction);
}
