import type { RunUpdate } from '@crossover/protocol';
import { sql } from 'kysely';
import { randomUUID } from 'node:crypto';
import type { Durable } from '../runs/durable.ts';
import { RUN_COLUMNS, runUpdate, type RunRow } from '../runs/run-row.ts';

const columns = sql.join(RUN_COLUMNS.map((column) => sql.ref(column)));

/** Puts the cancelled and failed runs of an experiment back into the queue, from their checkpoints on. */
export async function resumeExperiment({ database, queue }: Durable, id: string): Promise<RunUpdate[]> {
  return database.transaction().execute(async (transaction) => {
    await transaction
      .updateTable('experiments')
      .set({ cancelled_at: null, finished_at: null })
      .where('id', '=', id)
      .execute();
    const stopped = await transaction
      .selectFrom('runs')
      .innerJoin('experiment_runs', 'experiment_runs.run_id', 'runs.id')
      .select(['runs.id', 'runs.priority'])
      .where('experiment_runs.experiment_id', '=', id)
      .where('runs.state', 'in', ['cancelled', 'failed'])
      .execute();
    const jobs = stopped.map((run) => ({ jobId: randomUUID(), runId: run.id, priority: run.priority }));
    const { rows } = await sql<RunRow>`
      UPDATE runs SET state = 'queued', job_id = jobs.job_id, retry_count = NULL, failures = 0,
        error_name = NULL, error_message = NULL, finished_at = NULL
      FROM unnest(
        ${jobs.map(({ runId }) => runId)}::text[],
        ${jobs.map(({ jobId }) => jobId)}::uuid[]
      ) AS jobs (id, job_id)
      WHERE runs.id = jobs.id
      RETURNING ${columns}`.execute(transaction);
    await queue.add(transaction, jobs);
    return rows.map(runUpdate);
  });
}
