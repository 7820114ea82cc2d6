import type { Attempt, RunUpdate } from '@crossover/protocol';
import type { Durable } from './durable.ts';
import type { Lease } from './lease.ts';
import { RUN_COLUMNS, runUpdate } from './run-row.ts';

/** So often a run may end with an error that might pass; the next time it has failed. */
const MAXIMUM_FAILURES = 3;

export interface Failure {
  readonly attempt: Attempt;
  readonly error: { readonly name: string; readonly message: string };
  readonly retryable: boolean;
}

/**
 * Writes down that a run ended with an error: it is tried again, or has failed. Returns undefined when the
 * attempt has been replaced, and nothing was changed.
 */
export async function failRun(
  { database, queue }: Durable,
  { runId }: Lease,
  { attempt, error, retryable }: Failure,
): Promise<RunUpdate | undefined> {
  return database.transaction().execute(async (transaction) => {
    if (!(await queue.touch(transaction, attempt))) return undefined;
    const { failures } = await transaction
      .updateTable('runs')
      .set((expression) => ({
        failures: expression('failures', '+', 1),
        error_name: error.name,
        error_message: error.message,
      }))
      .where('id', '=', runId)
      .returning('failures')
      .executeTakeFirstOrThrow();
    const again = retryable && failures < MAXIMUM_FAILURES;
    if (again) await queue.giveBack(transaction, [attempt], error.name);
    else await queue.cancel(transaction, [attempt.jobId]);
    // A checkpoint that the program itself refuses would make every further attempt fail alike.
    const spoilt = error.name === 'CheckpointRefusedError';
    if (spoilt) await transaction.deleteFrom('checkpoints').where('run_id', '=', runId).execute();
    const row = await transaction
      .updateTable('runs')
      .set({
        state: again ? 'queued' : 'failed',
        ...(spoilt ? { fraction: 0 } : {}),
        ...(again ? {} : { finished_at: new Date() }),
      })
      .where('id', '=', runId)
      .returning(RUN_COLUMNS)
      .executeTakeFirstOrThrow();
    return runUpdate(row);
  });
}
