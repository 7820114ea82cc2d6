import { NUMERICS_VERSION } from '@crossover/experiments';
import type { Priority, RunState, RunUpdate } from '@crossover/protocol';
import { sql, type Transaction } from 'kysely';
import { randomUUID } from 'node:crypto';
import { RefusedError } from '../errors.ts';
import { messages } from '../messages.ts';
import { byUrgency, fairPriorities, readVirtualTime, WEIGHTS } from '../queue/fair-share.ts';
import { JOB_TABLE } from '../queue/run-queue.ts';
import type { Durable } from '../runs/durable.ts';
import { isOutdated } from '../runs/outdated.ts';
import { RUN_COLUMNS, runUpdate, type RunRow } from '../runs/run-row.ts';
import { lockRuns } from '../runs/withhold.ts';
import { contended } from '../store/contended.ts';
import type { StoreSchema } from '../store/schema.ts';

const columns = sql.join(RUN_COLUMNS.map((column) => sql.ref(column)));

/**
 * Goes on with an experiment that was paused or cancelled: puts its runs back into the queue, from their checkpoints on.
 *
 * @throws {RefusedError} `unknown-experiment`; `conflict` when it belongs to other numerics
 */
export async function resumeExperiment(durable: Durable, id: string): Promise<RunUpdate[]> {
  return contended(durable.database, async (transaction) => {
    await transaction
      .updateTable('experiments')
      .set({ cancelled_at: null, paused_at: null, finished_at: null })
      .where('id', '=', id)
      .execute();
    return requeueRuns(durable, transaction, id, ['cancelled', 'paused']);
  });
}

/**
 * Tries again what has failed, with a clean record.
 *
 * @throws {RefusedError} `unknown-experiment`; `conflict` when it belongs to other numerics
 */
export async function retryExperiment(durable: Durable, id: string): Promise<RunUpdate[]> {
  return contended(durable.database, async (transaction) => {
    await transaction.updateTable('experiments').set({ finished_at: null }).where('id', '=', id).execute();
    return requeueRuns(durable, transaction, id, ['failed']);
  });
}

async function requeueRuns(
  { queue }: Durable,
  transaction: Transaction<StoreSchema>,
  experimentId: string,
  states: readonly RunState[],
): Promise<RunUpdate[]> {
  const experiment = await transaction
    .selectFrom('experiments')
    .select('priority')
    .where('id', '=', experimentId)
    .executeTakeFirst();
  // Somebody may have removed it since it was looked up.
  if (experiment === undefined)
    throw new RefusedError('unknown-experiment', messages.unknownExperiment(experimentId));
  await lockRuns(transaction, experimentId);
  const stopped = await transaction
    .selectFrom('runs')
    .innerJoin('experiment_runs', 'experiment_runs.run_id', 'runs.id')
    .select([
      'runs.id',
      'runs.work',
      sql<boolean>`specification::json->>'kind' = 'theory'`.as('theory'),
      isOutdated().as('outdated'),
    ])
    .where('experiment_runs.experiment_id', '=', experimentId)
    .where('runs.state', 'in', states)
    .orderBy('experiment_runs.ordinal')
    .execute();
  if (stopped.some(({ outdated }) => outdated))
    throw new RefusedError('conflict', messages.experimentOutdated(NUMERICS_VERSION));
  stopped.sort(byUrgency);
  const priorities = fairPriorities(
    stopped,
    WEIGHTS[experiment.priority],
    await readVirtualTime(transaction),
  );
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
      ${jobs.map(({ priority: place }) => place)}::int[]
    ) AS jobs (id, job_id, priority)
    WHERE runs.id = jobs.id AND runs.state = ANY(${states}::text[])
    RETURNING ${columns}`.execute(transaction);
  const requeued = new Set(rows.map(({ id }) => id));
  await queue.add(
    transaction,
    jobs.filter(({ runId }) => requeued.has(runId)),
  );
  return rows.map(runUpdate);
}

/** Gives an experiment another weight, and its waiting runs the places that go with it, counted from now. */
export async function changePriority({ database }: Durable, id: string, priority: Priority): Promise<void> {
  await contended(database, async (transaction) => {
    await transaction.updateTable('experiments').set({ priority }).where('id', '=', id).execute();
    const waiting = await transaction
      .selectFrom('runs')
      .innerJoin('experiment_runs', 'experiment_runs.run_id', 'runs.id')
      .select([
        'runs.job_id',
        'runs.work',
        sql<boolean>`specification::json->>'kind' = 'theory'`.as('theory'),
      ])
      .where('experiment_runs.experiment_id', '=', id)
      .where('runs.state', '=', 'queued')
      .orderBy('experiment_runs.ordinal')
      .execute();
    waiting.sort(byUrgency);
    const places = fairPriorities(waiting, WEIGHTS[priority], await readVirtualTime(transaction));
    await placeAnew(
      transaction,
      waiting.map(({ job_id }) => job_id),
      places,
    );
  });
}

async function placeAnew(
  transaction: Transaction<StoreSchema>,
  jobs: readonly string[],
  priorities: readonly number[],
): Promise<void> {
  const places = sql`unnest(${jobs}::uuid[], ${priorities}::int[]) AS places (job_id, priority)`;
  await sql`
    UPDATE ${sql.table(JOB_TABLE)} j SET priority = places.priority
    FROM ${places} WHERE j.id = places.job_id AND j.name = 'runs' AND j.state < 'active'`.execute(
    transaction,
  );
  await sql`
    UPDATE runs SET priority = places.priority FROM ${places} WHERE runs.job_id = places.job_id`.execute(
    transaction,
  );
}
