import { decodeRunResult, recordLength, type RunSpecification } from '@crossover/experiments';
import { bytesFromFloat64, type Attempt, type RunUpdate } from '@crossover/protocol';
import { sql, type Transaction } from 'kysely';
import { createHash } from 'node:crypto';
import { RefusedError } from '../errors.ts';
import { messages } from '../messages.ts';
import type { StoreSchema } from '../store/schema.ts';
import { selectForVerification } from '../verification/select-runs.ts';
import type { Durable } from './durable.ts';
import type { Lease } from './lease.ts';

export interface Completion {
  readonly attempt: Attempt;
  readonly result: Uint8Array;
  readonly digest: string;
  readonly seconds: number;
}

/** A result that is what its digest says, and a result of this run. */
export interface CheckedCompletion {
  readonly lease: Lease;
  readonly completion: Completion;
  readonly risk: Float64Array;
  readonly bytes: number;
}

export interface CompletedRun {
  readonly update: RunUpdate;
  readonly risk: Float64Array;
}

/** @throws {RefusedError} when the bytes are not what the digest says, or not a result of this run */
export function checkCompletion(lease: Lease, completion: Completion): CheckedCompletion {
  const risk = verifiedRisk(lease.specification, completion.result, completion.digest);
  return { lease, completion, risk, bytes: completion.result.byteLength + risk.byteLength };
}

/** Keeps the results of runs whose jobs have just been ended. Gives those that were kept. */
export async function keepResults(
  transaction: Transaction<StoreSchema>,
  completions: readonly CheckedCompletion[],
): Promise<Map<string, CompletedRun>> {
  if (completions.length === 0) return new Map();
  const { rows } = await sql<{ id: string }>`
    WITH ended AS (
      SELECT * FROM unnest(
        ${completions.map(({ lease }) => lease.runId)}::text[],
        ${completions.map(({ completion }) => completion.digest)}::text[],
        ${completions.map(({ completion }) => completion.result)}::bytea[],
        ${completions.map(({ risk }) => bytesFromFloat64(risk))}::bytea[],
        ${completions.map(({ risk }) => risk.length)}::int[],
        ${completions.map(({ completion }) => completion.seconds)}::float8[],
        ${completions.map(({ lease }) => lease.nodeId)}::text[]
      ) AS ended (id, digest, data, risk, points, seconds, node_id)
    ),
    checkpoint AS (DELETE FROM checkpoints USING ended WHERE run_id = ended.id),
    curve AS (DELETE FROM run_points USING ended WHERE run_id = ended.id),
    kept AS (
      INSERT INTO results (run_id, digest, data, risk, node_id) SELECT id, digest, data, risk, node_id FROM ended
      ON CONFLICT (run_id) DO NOTHING
    )
    UPDATE runs SET state = 'finished', fraction = 1, points_done = ended.points,
      seconds_spent = ended.seconds, error_name = NULL, error_message = NULL, finished_at = now()
    FROM ended WHERE runs.id = ended.id
    RETURNING runs.id`.execute(transaction);
  const kept = new Set(rows.map(({ id }) => id));
  await selectForVerification(
    transaction,
    completions
      .filter(({ lease }) => kept.has(lease.runId))
      .map(({ lease, completion }) => ({ ...lease, digest: completion.digest })),
  );
  return new Map(
    completions
      .filter(({ lease }) => kept.has(lease.runId))
      .map((checked) => [checked.lease.runId, { update: finishedRun(checked), risk: checked.risk }]),
  );
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

function finishedRun({ lease, completion, risk }: CheckedCompletion): RunUpdate {
  return {
    id: lease.runId,
    state: 'finished',
    fraction: 1,
    node: lease.nodeId,
    attempt: lease.attempt,
    pointsDone: risk.length,
    error: null,
    secondsSpent: completion.seconds,
  };
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
