import { LIMITS, type Attempt, type RunUpdate } from '@crossover/protocol';
import type { Transaction } from 'kysely';
import { messages } from '../messages.ts';
import type { StoreSchema } from '../store/schema.ts';
import { storableText } from '../store/storable-text.ts';
import { backoffSeconds } from './backoff.ts';
import { checkpointFraction } from './checkpoint-fraction.ts';
import type { Durable } from './durable.ts';
import type { Lease } from './lease.ts';
import { RUN_COLUMNS, runUpdate } from './run-row.ts';
import { withholdUnwanted } from './withhold.ts';

/** So often a run may end with an error that might pass; the next time it has failed. */
const MAXIMUM_FAILURES = 3;

export interface Failure {
  readonly attempt: Attempt;
  readonly error: { readonly name: string; readonly message: string };
  readonly retryable: boolean;
}

export interface FailedAttempt {
  readonly update: RunUpdate;
  /** After so long it may be given out again; null when it has failed for good. */
  readonly retrySeconds: number | null;
}

/**
 * Writes down that a run ended with an error: it is tried again after a while, or has failed and says why.
 * Returns undefined when the attempt has been replaced, and nothing was changed.
 */
export async function failRun(
  { database, queue }: Durable,
  { runId, nodeId }: Lease,
  { attempt, error: told, retryable }: Failure,
): Promise<FailedAttempt | undefined> {
  // A node that could not say why would say it again and again.
  const error = { name: storableText(told.name), message: storableText(told.message) };
  return database.transaction().execute(async (transaction) => {
    if (!(await queue.touch(transaction, attempt))) return undefined;
    const { failures } = await transaction
      .updateTable('runs')
      .set((expression) => ({ failures: expression('failures', '+', 1) }))
      .where('id', '=', runId)
      .returning('failures')
      .executeTakeFirstOrThrow();
    await transaction
      .insertInto('failures')
      .values({
        run_id: runId,
        job_id: attempt.jobId,
        retry_count: attempt.retryCount,
        node_id: nodeId,
        error_name: error.name,
        error_message: error.message,
      })
      .execute();
    const again = retryable && failures < MAXIMUM_FAILURES;
    const retrySeconds = again ? backoffSeconds(failures, Math.random()) : null;
    if (retrySeconds === null) {
      await queue.cancel(transaction, [attempt.jobId]);
    } else {
      await queue.giveBack(transaction, [attempt], error.name);
      await queue.postpone(transaction, attempt.jobId, retrySeconds);
    }
    // A checkpoint that the program itself refuses would make every further attempt fail alike.
    const spoilt = error.name === 'CheckpointRefusedError';
    if (spoilt) await transaction.deleteFrom('checkpoints').where('run_id', '=', runId).execute();
    const reason = again ? error.message : await allReasons(transaction, attempt.jobId, runId);
    const row = await transaction
      .updateTable('runs')
      .set({
        state: again ? ('queued' as const) : ('failed' as const),
        error_name: error.name,
        error_message: reason,
        fraction: checkpointFraction(),
        ...(again ? {} : { finished_at: new Date() }),
      })
      .where('id', '=', runId)
      .returning(RUN_COLUMNS)
      .executeTakeFirstOrThrow();
    const [withheld] = again ? await withholdUnwanted(queue, transaction, [runId]) : [];
    return { update: withheld ?? runUpdate(row), retrySeconds };
  });
}

/** Why every attempt of a run failed since it was asked for; where there was one only, just its reason. */
async function allReasons(
  transaction: Transaction<StoreSchema>,
  jobId: string,
  runId: string,
): Promise<string> {
  const failures = await transaction
    .selectFrom('failures')
    .select(['node_id', 'error_name', 'error_message'])
    .where('run_id', '=', runId)
    .where('job_id', '=', jobId)
    .orderBy('retry_count')
    .execute();
  const [only] = failures;
  if (failures.length === 1 && only !== undefined) return only.error_message;
  return messages
    .failedAgainAndAgain(
      failures.map(({ node_id, error_name, error_message }) => ({
        node: node_id,
        reason: `${error_name}: ${error_message}`,
      })),
    )
    .slice(0, LIMITS.maxMessageLength);
}
