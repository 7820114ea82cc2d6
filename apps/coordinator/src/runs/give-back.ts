import type { Lease, RunUpdate } from '@crossover/protocol';
import type { Durable } from './durable.ts';
import { attemptList } from './attempt-list.ts';
import { RUN_COLUMNS, runUpdate } from './run-row.ts';

/**
 * Takes runs from nodes that have lost or released them and puts them back into the queue, where they go
 * on from their last checkpoints. It does not count against a run. Attempts that were replaced in the
 * meantime stay as they are.
 */
export async function giveBackRuns(
  { database, queue }: Durable,
  leases: readonly Lease[],
  reason: string,
): Promise<RunUpdate[]> {
  if (leases.length === 0) return [];
  return database.transaction().execute(async (transaction) => {
    const attempts = leases.map(({ attempt }) => attempt);
    await queue.giveBack(transaction, attempts, reason);
    const rows = await transaction
      .updateTable('runs')
      .from(attemptList(leases))
      .set((expression) => ({
        state: 'queued' as const,
        fraction: expression.fn.coalesce(
          expression
            .selectFrom('checkpoints')
            .select('checkpoints.fraction')
            .whereRef('checkpoints.run_id', '=', 'runs.id'),
          expression.lit(0),
        ),
      }))
      .whereRef('runs.id', '=', 'attempts.id')
      .whereRef('runs.job_id', '=', 'attempts.job_id')
      .whereRef('runs.retry_count', '=', 'attempts.retry_count')
      .where('runs.state', '=', 'running')
      .returning(RUN_COLUMNS)
      .execute();
    return rows.map(runUpdate);
  });
}
