import type { Lease, RunUpdate } from '@crossover/protocol';
import type { Durable } from './durable.ts';
import { attemptList } from './attempt-list.ts';
import { checkpointFraction } from './checkpoint-fraction.ts';
import { RUN_COLUMNS, runUpdate } from './run-row.ts';
import { withholdUnwanted } from './withhold.ts';

/**
 * Takes runs from nodes that have lost or released them and puts them back into the queue, where they go
 * on from their last checkpoints. It does not count against a run. Attempts that were replaced in the
 * meantime stay as they are, and so do those whose node has gone on at another coordinator.
 */
export async function giveBackRuns(
  { database, queue, coordinatorId }: Durable,
  leases: readonly Lease[],
  reason: string,
): Promise<RunUpdate[]> {
  if (leases.length === 0) return [];
  return database.transaction().execute(async (transaction) => {
    // Touching the jobs holds them: from here on no node can claim these attempts anywhere else.
    const current = await queue.touchAll(
      transaction,
      leases.map(({ attempt }) => attempt),
    );
    const mine = await transaction
      .selectFrom('runs')
      .select('job_id')
      .where(
        'id',
        'in',
        leases.map(({ runId }) => runId),
      )
      .where('coordinator_id', '=', coordinatorId)
      .execute();
    const jobs = new Set(mine.map(({ job_id }) => job_id).filter((job) => current.has(job)));
    const taken = leases.filter(({ attempt }) => jobs.has(attempt.jobId));
    await queue.giveBack(
      transaction,
      taken.map(({ attempt }) => attempt),
      reason,
    );
    const rows = await transaction
      .updateTable('runs')
      .from(attemptList(taken))
      .set({ state: 'queued' as const, fraction: checkpointFraction() })
      .whereRef('runs.id', '=', 'attempts.id')
      .whereRef('runs.job_id', '=', 'attempts.job_id')
      .whereRef('runs.retry_count', '=', 'attempts.retry_count')
      .where('runs.state', '=', 'running')
      .returning(RUN_COLUMNS)
      .execute();
    // Nobody may want them any more.
    const withheld = await withholdUnwanted(
      queue,
      transaction,
      rows.map(({ id }) => id),
    );
    const states = new Map(withheld.map((update) => [update.id, update]));
    return rows.map((row) => states.get(row.id) ?? runUpdate(row));
  });
}
