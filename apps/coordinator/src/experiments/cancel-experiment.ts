import type { RunUpdate } from '@crossover/protocol';
import { sql, type Transaction } from 'kysely';
import type { Durable } from '../runs/durable.ts';
import { RUN_COLUMNS, runUpdate, type RunRow } from '../runs/run-row.ts';
import type { StoreSchema } from '../store/schema.ts';

const columns = sql.join(RUN_COLUMNS.map((column) => sql.ref(column)));

/**
 * Stops an experiment: its runs that are not finished are cancelled, except those that another experiment
 * still wants. Checkpoints stay, so that it can be resumed. Cancelling twice is the same as once.
 */
export async function cancelExperiment(durable: Durable, id: string): Promise<RunUpdate[]> {
  return durable.database.transaction().execute(async (transaction) => {
    await transaction
      .updateTable('experiments')
      .set({ cancelled_at: new Date() })
      .where('id', '=', id)
      .where('cancelled_at', 'is', null)
      .execute();
    return cancelUnwantedRuns(durable, transaction, id);
  });
}

/** Cancels the open runs of an experiment that no other experiment wants. */
export async function cancelUnwantedRuns(
  { queue }: Durable,
  transaction: Transaction<StoreSchema>,
  experimentId: string,
): Promise<RunUpdate[]> {
  const { rows: open } = await sql<{ id: string; job_id: string }>`
    SELECT runs.id, runs.job_id FROM runs JOIN experiment_runs mine ON mine.run_id = runs.id
    WHERE mine.experiment_id = ${experimentId} AND runs.state IN ('queued', 'running')
      AND NOT EXISTS (
        SELECT 1 FROM experiment_runs other JOIN experiments e ON e.id = other.experiment_id
        WHERE other.run_id = runs.id AND other.experiment_id <> ${experimentId} AND e.cancelled_at IS NULL
      )`.execute(transaction);
  await queue.cancel(
    transaction,
    open.map(({ job_id }) => job_id),
  );
  const { rows } = await sql<RunRow>`
    UPDATE runs SET state = 'cancelled'
    WHERE id = ANY(${open.map(({ id }) => id)}::text[]) AND state IN ('queued', 'running')
    RETURNING ${columns}`.execute(transaction);
  return rows.map(runUpdate);
}
