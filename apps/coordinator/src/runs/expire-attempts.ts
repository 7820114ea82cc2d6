import type { RunUpdate } from '@crossover/protocol';
import { sql } from 'kysely';
import { messages } from '../messages.ts';
import { JOB_TABLE } from '../queue/run-queue.ts';
import { checkpointFraction } from './checkpoint-fraction.ts';
import type { Durable } from './durable.ts';
import { RUN_COLUMNS, runUpdate, type RunRow } from './run-row.ts';
import { withholdUnwanted } from './withhold.ts';

/**
 * Lets the queue expire what nobody has touched for too long, and brings the runs' rows in line with it:
 * attempts whose heartbeat stopped or whose time was up are waiting again, and those that were retried
 * beyond the limit have failed.
 */
export async function expireAttempts({ database, queue }: Durable): Promise<RunUpdate[]> {
  await queue.supervise();
  const job = sql.table(JOB_TABLE);
  const columns = sql.join(RUN_COLUMNS.map((column) => sql.ref(column)));
  // OFFSET 0: the job of each run that is at work is looked up by its key. Left to itself the planner may compare each
  // of these runs with each job that waits, while 100 000 have just been written and there are no statistics of them.
  const waitingJob = sql`(
    SELECT 1 FROM ${job} j
    WHERE j.name = 'runs' AND j.id = runs.job_id AND j.state IN ('created', 'retry') OFFSET 0
  )`;
  const { rows: returned } = await sql<{ id: string }>`
    SELECT runs.id FROM runs CROSS JOIN LATERAL ${waitingJob} AS waiting
    WHERE runs.state = 'running'`.execute(database);
  const waiting = await sql<RunRow>`
    UPDATE runs SET
      state = 'queued',
      fraction = ${checkpointFraction()}
    WHERE runs.id = ANY(${returned.map(({ id }) => id)}::text[]) AND runs.state = 'running' AND EXISTS ${waitingJob}
    RETURNING ${columns}`.execute(database);
  const failed = await sql<RunRow>`
    UPDATE runs SET
      state = 'failed',
      error_name = 'NodeLostError',
      error_message = ${messages.nodeLostTooOften()},
      finished_at = now()
    FROM ${job} j
    WHERE j.name = 'runs' AND j.state = 'failed' AND runs.id = j.data->>'runId' AND runs.job_id = j.id
      AND runs.state IN ('running', 'queued')
    RETURNING ${columns}`.execute(database);
  const withheld = await database.transaction().execute((transaction) =>
    withholdUnwanted(
      queue,
      transaction,
      waiting.rows.map(({ id }) => id),
    ),
  );
  const states = new Map(withheld.map((update) => [update.id, update]));
  return [...waiting.rows, ...failed.rows].map((row) => states.get(row.id) ?? runUpdate(row));
}
