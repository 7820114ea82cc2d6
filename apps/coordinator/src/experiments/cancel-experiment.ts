import type { RunUpdate } from '@crossover/protocol';
import { sql, type Transaction } from 'kysely';
import type { Durable } from '../runs/durable.ts';
import { RUN_COLUMNS, runUpdate, type RunRow } from '../runs/run-row.ts';
import { lockRuns, waitingRuns, withholdUnwanted } from '../runs/withhold.ts';
import { contended } from '../store/contended.ts';
import type { StoreSchema } from '../store/schema.ts';

const columns = sql.join(RUN_COLUMNS.map((column) => sql.ref(column)));

export interface CancelledExperiment {
  /** Runs that were waiting and are cancelled. */
  readonly withheld: readonly RunUpdate[];
  /** Runs that nodes have and nobody wants any more: they are asked for a last checkpoint. */
  readonly atWork: readonly RunUpdate[];
}

/**
 * Marks an experiment as cancelled. Its waiting runs are cancelled, except those that another experiment
 * still wants; those at work end when their nodes hand them back, or by `cancelUnwantedRuns`. Checkpoints
 * stay, so that it can be resumed. Cancelling twice is the same as once.
 */
export async function cancelExperiment(durable: Durable, id: string): Promise<CancelledExperiment> {
  return contended(durable.database, async (transaction) => {
    await transaction
      .updateTable('experiments')
      .set({ cancelled_at: sql<Date>`COALESCE(cancelled_at, now())`, paused_at: null })
      .where('id', '=', id)
      .execute();
    await lockRuns(transaction, id);
    const withheld = await withholdUnwanted(durable.queue, transaction, await waitingRuns(transaction, id));
    const { rows } = await sql<RunRow>`
      SELECT ${columns} FROM runs JOIN experiment_runs mine ON mine.run_id = runs.id
      WHERE mine.experiment_id = ${id} AND runs.state = 'running' AND ${unwantedBeside(id)}`.execute(
      transaction,
    );
    return { withheld, atWork: rows.map(runUpdate) };
  });
}

/** Cancels the open runs of an experiment that no other experiment wants, at work or not. */
export async function cancelUnwantedRuns(
  { queue }: Durable,
  transaction: Transaction<StoreSchema>,
  experimentId: string,
): Promise<RunUpdate[]> {
  const { rows: open } = await sql<{ id: string; job_id: string }>`
    SELECT runs.id, runs.job_id FROM runs JOIN experiment_runs mine ON mine.run_id = runs.id
    WHERE mine.experiment_id = ${experimentId} AND runs.state IN ('queued', 'running', 'paused')
      AND ${unwantedBeside(experimentId)}`.execute(transaction);
  await queue.cancel(
    transaction,
    open.map(({ job_id }) => job_id),
  );
  const { rows } = await sql<RunRow>`
    UPDATE runs SET state = 'cancelled'
    WHERE id = ANY(${open.map(({ id }) => id)}::text[]) AND state IN ('queued', 'running', 'paused')
    RETURNING ${columns}`.execute(transaction);
  return rows.map(runUpdate);
}

/** Whether it is still cancelled. Until the transaction ends nobody resumes it. */
export async function remainsCancelled(transaction: Transaction<StoreSchema>, id: string): Promise<boolean> {
  const row = await transaction
    .selectFrom('experiments')
    .select('cancelled_at')
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row !== undefined && row.cancelled_at !== null;
}

/** Experiments whose cancellation a coordinator that died had not brought to its end. */
export async function halfCancelledExperiments({ database }: Durable): Promise<string[]> {
  const rows = await database
    .selectFrom('experiments')
    .innerJoin('experiment_runs', 'experiment_runs.experiment_id', 'experiments.id')
    .innerJoin('runs', 'runs.id', 'experiment_runs.run_id')
    .select('experiments.id')
    .distinct()
    .where('experiments.cancelled_at', 'is not', null)
    .where('runs.state', '=', 'running')
    .execute();
  return rows.map(({ id }) => id);
}

/** That no experiment but this one wants the run. */
function unwantedBeside(experimentId: string) {
  return sql<boolean>`NOT EXISTS (
    SELECT 1 FROM experiment_runs other JOIN experiments e ON e.id = other.experiment_id
    WHERE other.run_id = runs.id AND other.experiment_id <> ${experimentId} AND e.cancelled_at IS NULL
  )`;
}
