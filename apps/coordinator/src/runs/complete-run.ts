import { decodeRunResult, recordLength, type RunSpecification } from '@crossover/experiments';
import { bytesFromFloat64, type Attempt, type RunUpdate } from '@crossover/protocol';
import { sql } from 'kysely';
import { createHash } from 'node:crypto';
import { RefusedError } from '../errors.ts';
import { messages } from '../messages.ts';
import type { Durable } from './durable.ts';
import type { Lease } from './lease.ts';
import { RUN_COLUMNS, runUpdate } from './run-row.ts';

export interface Completion {
  readonly attempt: Attempt;
  readonly result: Uint8Array;
  readonly digest: string;
  readonly seconds: number;
}

export interface CompletedRun {
  readonly update: RunUpdate;
  readonly risk: Float64Array;
}

/**
 * Keeps the result of a run and ends its job, both or neither. Returns undefined when the attempt has been
 * replaced, and nothing was changed.
 *
 * @throws {RefusedError} when the bytes are not what the digest says, or not a result of this run
 */
export async function completeRun(
  { database, queue }: Durable,
  { runId, specification }: Lease,
  { attempt, result, digest, seconds }: Completion,
): Promise<CompletedRun | undefined> {
  const risk = verifiedRisk(specification, result, digest);
  return database.transaction().execute(async (transaction) => {
    if (!(await queue.complete(transaction, attempt))) return undefined;
    await sql`
      WITH checkpoint AS (DELETE FROM checkpoints WHERE run_id = ${runId}),
        curve AS (DELETE FROM run_points WHERE run_id = ${runId})
      INSERT INTO results (run_id, digest, data, risk)
      VALUES (${runId}, ${digest}, ${result}, ${bytesFromFloat64(risk)})
      ON CONFLICT (run_id) DO NOTHING`.execute(transaction);
    const row = await transaction
      .updateTable('runs')
      .set({
        state: 'finished',
        fraction: 1,
        points_done: risk.length,
        seconds_spent: seconds,
        error_name: null,
        error_message: null,
        finished_at: new Date(),
      })
      .where('id', '=', runId)
      .returning(RUN_COLUMNS)
      .executeTakeFirstOrThrow();
    return { update: runUpdate(row), risk };
  });
}

/** Whether this very result is already kept: then its sender missed the acknowledgement. */
export async function isKept({ database }: Durable, runId: string, digest: string): Promise<boolean> {
  const row = await database
    .selectFrom('results')
    .select('digest')
    .where('run_id', '=', runId)
    .executeTakeFirst();
  return row?.digest === digest;
}

function verifiedRisk(specification: RunSpecification, bytes: Uint8Array, digest: string): Float64Array {
  const found = createHash('sha256').update(bytes).digest('hex');
  if (found !== digest) throw new RefusedError('digest-mismatch', messages.digestMismatch(found, digest));
  const { points } = decoded(specification, bytes);
  const record = recordLength(specification);
  const risk = Float64Array.from({ length: points.count }, (_, index) => points.data[index * record]);
  if (!risk.every(Number.isFinite)) throw new RefusedError('result-mismatch', messages.notFinite());
  return risk;
}

function decoded(specification: RunSpecification, bytes: Uint8Array) {
  try {
    return decodeRunResult(specification, bytes);
  } catch (error) {
    throw new RefusedError('result-mismatch', messages.resultRefused((error as Error).message));
  }
}
