import type { RunUpdate } from '@crossover/protocol';
import { sql } from 'kysely';
import { randomUUID } from 'node:crypto';
import type { Durable } from '../runs/durable.ts';
import { RUN_COLUMNS, runUpdate, type RunRow } from '../runs/run-row.ts';

/**
 * Throws away what a node that returned wrong bits has computed and nobody has confirmed, and puts those runs
 * back into the queue, from their beginning: its checkpoints may be wrong too. The experiments that want them
 * are open again.
 */
export async function recomputeResultsOf({ database, queue }: Durable, nodeId: string): Promise<RunUpdate[]> {
  return database.transaction().execute(async (transaction) => {
    const { rows: doubtful } = await sql<{ id: string; work: number; priority: number }>`
      SELECT runs.id, runs.work, runs.priority FROM results JOIN runs ON runs.id = results.run_id
      WHERE results.node_id = ${nodeId} AND runs.state = 'finished' AND NOT EXISTS (
        SELECT 1 FROM verifications v WHERE v.run_id = runs.id AND v.state = 'verified'
      ) FOR UPDATE OF runs`.execute(transaction);
    if (doubtful.length === 0) return [];
    const ids = doubtful.map(({ id }) => id);
    const jobs = doubtful.map(({ id, work, priority }) => ({
      jobId: randomUUID(),
      runId: id,
      work,
      priority,
    }));
    await queue.add(transaction, jobs);
    for (const table of ['verifications', 'results', 'checkpoints', 'run_points'] as const) {
      await transaction.deleteFrom(table).where('run_id', 'in', ids).execute();
    }
    await sql`
      UPDATE experiments SET finished_at = NULL
      WHERE id IN (SELECT experiment_id FROM experiment_runs WHERE run_id = ANY(${ids}::text[]))`.execute(
      transaction,
    );
    const columns = sql.join(RUN_COLUMNS.map((column) => sql.ref(column)));
    const { rows } = await sql<RunRow>`
      UPDATE runs SET state = 'queued', fraction = 0, points_done = 0, job_id = jobs.job_id, retry_count = NULL,
        failures = 0, seconds_spent = NULL, finished_at = NULL
      FROM unnest(${ids}::text[], ${jobs.map(({ jobId }) => jobId)}::uuid[]) AS jobs (id, job_id)
      WHERE runs.id = jobs.id RETURNING ${columns}`.execute(transaction);
    return rows.map(runUpdate);
  });
}
