import type { RunUpdate } from '@crossover/protocol';
import { sql, type Transaction } from 'kysely';
import { randomUUID } from 'node:crypto';
import type { RunQueue } from '../queue/run-queue.ts';
import type { Durable } from '../runs/durable.ts';
import { endOutdatedBatch } from '../runs/outdated.ts';
import { RUN_COLUMN_LIST, runUpdate, type RunRow } from '../runs/run-row.ts';
import { withholdUnwanted } from '../runs/withhold.ts';
import type { StoreSchema } from '../store/schema.ts';

/**
 * Throws away what a node that returned wrong bits has computed, alone or in part, and nobody has confirmed:
 * results go back into the queue, and what is unfinished begins again, since its checkpoints may be wrong too.
 * Done twice it is the same as once.
 */
export async function recomputeResultsOf({ database, queue }: Durable, nodeId: string): Promise<RunUpdate[]> {
  const begun = await database.transaction().execute((transaction) => forgetCheckpoints(transaction, nodeId));
  const doubted = await database
    .transaction()
    .execute((transaction) => requeueDoubtful(queue, transaction, nodeId));
  return [...begun, ...doubted];
}

/** Nodes in quarantine for their wrong bits of which results are still kept that nobody has confirmed. */
export async function readDoubtedNodes({ database }: Durable): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    SELECT id FROM nodes WHERE state = 'quarantined' AND quarantined_until IS NULL AND EXISTS (
      SELECT 1 FROM results JOIN runs ON runs.id = results.run_id
      WHERE results.node_id = nodes.id AND runs.state = 'finished' AND NOT EXISTS (
        SELECT 1 FROM verifications v WHERE v.run_id = results.run_id AND v.state = 'verified'
      )
    )`.execute(database);
  return rows.map(({ id }) => id);
}

async function requeueDoubtful(
  queue: RunQueue,
  transaction: Transaction<StoreSchema>,
  nodeId: string,
): Promise<RunUpdate[]> {
  const { rows: doubtful } = await sql<{ id: string; work: number; priority: number }>`
      SELECT runs.id, runs.work, runs.priority FROM results JOIN runs ON runs.id = results.run_id
      WHERE (results.node_id = ${nodeId} OR ${nodeId} = ANY(runs.contributors)) AND runs.state = 'finished' AND NOT EXISTS (
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
  const { rows } = await sql<RunRow>`
      UPDATE runs SET state = 'queued', fraction = 0, points_done = 0, contributors = '{}', job_id = jobs.job_id, retry_count = NULL,
        failures = 0, seconds_spent = NULL, finished_at = NULL
      FROM unnest(${ids}::text[], ${jobs.map(({ jobId }) => jobId)}::uuid[]) AS jobs (id, job_id)
      WHERE runs.id = jobs.id RETURNING ${RUN_COLUMN_LIST}`.execute(transaction);
  // Their experiments may have been paused or cancelled since, or belong to numerics that are computed no more.
  const withheld = new Map(
    [
      ...(await withholdUnwanted(queue, transaction, ids)),
      ...(await endOutdatedBatch(queue, transaction, ids.length)),
    ].map((update) => [update.id, update]),
  );
  return rows.map((row) => withheld.get(row.id) ?? runUpdate(row));
}

/** Those that another node goes on from at this moment are verified when it has finished. */
async function forgetCheckpoints(
  transaction: Transaction<StoreSchema>,
  nodeId: string,
): Promise<RunUpdate[]> {
  const { rows } = await sql<RunRow>`
    UPDATE runs SET fraction = 0, points_done = 0, contributors = '{}'
    WHERE state IN ('queued', 'paused', 'cancelled', 'failed') AND fraction > 0
      AND (node_id = ${nodeId} OR ${nodeId} = ANY(contributors))
    RETURNING ${RUN_COLUMN_LIST}`.execute(transaction);
  const ids = rows.map(({ id }) => id);
  for (const table of ['checkpoints', 'run_points'] as const) {
    await sql`DELETE FROM ${sql.table(table)} WHERE run_id = ANY(${ids}::text[])`.execute(transaction);
  }
  return rows.map(runUpdate);
}
