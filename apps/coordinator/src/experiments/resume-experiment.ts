import type { RunUpdate } from '@crossover/protocol';
import { sql } from 'kysely';
import { randomUUID } from 'node:crypto';
import { byUrgency, fairPriorities, readVirtualTime, WEIGHTS } from '../queue/fair-share.ts';
import type { Durable } from '../runs/durable.ts';
import { RUN_COLUMNS, runUpdate, type RunRow } from '../runs/run-row.ts';

const columns = sql.join(RUN_COLUMNS.map((column) => sql.ref(column)));

/** Puts the cancelled and failed runs of an experiment back into the queue, from their checkpoints on. */
export async function resumeExperiment(
  { database, queue }: Durable,
  id: string,
  weight: number = WEIGHTS.normal,
): Promise<RunUpdate[]> {
  return database.transaction().execute(async (transaction) => {
    await transaction
      .updateTable('experiments')
      .set({ cancelled_at: null, finished_at: null })
      .where('id', '=', id)
      .execute();
    const stopped = await transaction
      .selectFrom('runs')
      .innerJoin('experiment_runs', 'experiment_runs.run_id', 'runs.id')
      .select(['runs.id', 'runs.work', sql<boolean>`specification::json->>'kind' = 'theory'`.as('theory')])
      .where('experiment_runs.experiment_id', '=', id)
      .where('runs.state', 'in', ['cancelled', 'failed'])
      .orderBy('experiment_runs.ordinal')
      .execute();
    stopped.sort(byUrgency);
    const priorities = fairPriorities(stopped, weight, await readVirtualTime(transaction));
    const jobs = stopped.map(({ id: runId, work }, index) => ({
      jobId: randomUUID(),
      runId,
      work,
      priority: priorities[index] ?? 0,
    }));
    const { rows } = await sql<RunRow>`
      UPDATE runs SET state = 'queued', job_id = jobs.job_id, priority = jobs.priority, retry_count = NULL, failures = 0,
        error_name = NULL, error_message = NULL, finished_at = NULL
      FROM unnest(
        ${jobs.map(({ runId }) => runId)}::text[],
        ${jobs.map(({ jobId }) => jobId)}::uuid[],
        ${jobs.map(({ priority }) => priority)}::int[]
      ) AS jobs (id, job_id, priority)
      WHERE runs.id = jobs.id
      RETURNING ${columns}`.execute(transaction);
    await queue.add(transaction, jobs);
    return rows.map(runUpdate);
  });
}
