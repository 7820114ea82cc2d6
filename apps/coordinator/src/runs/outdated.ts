import { NUMERICS_VERSION } from '@crossover/experiments';
import type { RunUpdate } from '@crossover/protocol';
import { sql, type RawBuilder, type Transaction } from 'kysely';
import { messages } from '../messages.ts';
import type { RunQueue } from '../queue/run-queue.ts';
import type { StoreSchema } from '../store/schema.ts';
import type { Durable } from './durable.ts';
import { RUN_COLUMN_LIST, runUpdate, type RunRow } from './run-row.ts';

/** Runs in one transaction: on the embedded database everybody else waits for it. */
const BATCH = 1000;

const numerics = sql<string>`COALESCE(runs.specification::json->>'numerics', '')`;

/**
 * Whether a run belongs to numerics that are not computed here. Its identity names them, so that nobody may
 * compute it with others. Specifications are written by one function, and looking for its words is twenty times
 * faster than reading the JSON of each.
 */
export function isOutdated(): RawBuilder<boolean> {
  const words = `%"numerics":${JSON.stringify(NUMERICS_VERSION)}%`;
  return sql<boolean>`(runs.specification NOT LIKE ${words} AND ${numerics} <> ${NUMERICS_VERSION})`;
}

/**
 * Ends what was submitted to a version with other numerics and has not finished: such runs fail and say why, and
 * what was to be computed again for comparison is left as it is. Their results stay.
 */
export async function endOutdatedRuns({ database, queue }: Durable): Promise<RunUpdate[]> {
  await sql`
    DELETE FROM verifications USING runs
    WHERE runs.id = verifications.run_id AND verifications.state <> 'verified' AND ${isOutdated()}`.execute(
    database,
  );
  const ended: RunUpdate[] = [];
  for (;;) {
    const batch = await database
      .transaction()
      .execute((transaction) => endOutdatedBatch(queue, transaction, BATCH));
    ended.push(...batch);
    if (batch.length < BATCH) return ended;
  }
}

/** The same within a transaction, for so many runs. */
export async function endOutdatedBatch(
  queue: RunQueue,
  transaction: Transaction<StoreSchema>,
  most: number,
): Promise<RunUpdate[]> {
  const { rows: outdated } = await sql<{ id: string; job_id: string; numerics: string }>`
    SELECT runs.id, runs.job_id, ${numerics} AS numerics FROM runs
    WHERE runs.state IN ('queued', 'running', 'paused') AND ${isOutdated()}
    ORDER BY runs.id LIMIT ${most}`.execute(transaction);
  if (outdated.length === 0) return [];
  await queue.cancel(
    transaction,
    outdated.map(({ job_id }) => job_id),
  );
  const ids = outdated.map(({ id }) => id);
  await sql`DELETE FROM checkpoints WHERE run_id = ANY(${ids}::text[])`.execute(transaction);
  const { rows } = await sql<RunRow>`
    UPDATE runs SET state = 'failed', fraction = 0, error_name = 'NumericsVersionError',
      error_message = outdated.message, finished_at = now()
    FROM unnest(
      ${ids}::text[],
      ${outdated.map((run) => messages.runOutdated(run.numerics, NUMERICS_VERSION))}::text[]
    ) AS outdated (id, message)
    WHERE runs.id = outdated.id RETURNING ${RUN_COLUMN_LIST}`.execute(transaction);
  return rows.map(runUpdate);
}
