import type { RunSpecification } from '@crossover/experiments';
import { LIMITS, type Attempt, type RunUpdate } from '@crossover/protocol';
import { sql, type Transaction } from 'kysely';
import type { FetchedRun } from '../queue/run-queue.ts';
import type { StoreSchema } from '../store/schema.ts';
import type { Durable } from './durable.ts';
import { parseSpecification, RUN_COLUMN_LIST, runUpdate, type RunRow } from './run-row.ts';
import { shareOut, type Demand } from './share-out.ts';

export interface LeaseRequest extends Demand {
  readonly nodeId: string;
}

/** A run given to a node. */
export interface AssignedRun {
  readonly runId: string;
  readonly attempt: Attempt;
  readonly specification: RunSpecification;
  readonly checkpoint: Uint8Array | null;
  readonly work: number;
  readonly fraction: number;
  readonly update: RunUpdate;
}

/** A run that was taken off the queue, and whose it is to be. */
interface TakenRun extends FetchedRun {
  readonly request: LeaseRequest;
}

/** Of short runs, which go out in batches, no more are given out in one transaction. */
const LONGEST_HEAD = 512;

/** Takes runs off the queue, and decides who gets which. */
export async function takeRuns(
  { queue }: Durable,
  transaction: Transaction<StoreSchema>,
  requests: readonly LeaseRequest[],
): Promise<TakenRun[]> {
  if (requests.length === 0) return [];
  const places = requests.reduce((sum, { capacity }) => sum + capacity, 0);
  const wanted = requests.reduce((sum, { most }) => sum + most, 0);
  const limit = Math.max(places, Math.min(LONGEST_HEAD, wanted));
  const works = await queue.head(transaction, limit);
  const takers = shareOut({ works, whole: works.length < limit }, requests);
  if (takers.length === 0) return [];
  const fetched = await queue.fetch(transaction, takers.length);
  return fetched.flatMap((run, index) => {
    const request = requests[takers[index] ?? 0];
    return request === undefined ? [] : [{ ...run, request }];
  });
}

/** Marks the runs that were taken as running, and reads what their nodes need for them. */
export async function startRuns(
  durable: Durable,
  transaction: Transaction<StoreSchema>,
  taken: readonly TakenRun[],
): Promise<Map<LeaseRequest, AssignedRun[]>> {
  const assigned = new Map<LeaseRequest, AssignedRun[]>();
  if (taken.length === 0) return assigned;
  const rows = await markRunning(durable, transaction, taken);
  const known = taken.filter(({ runId }) => rows.has(runId));
  // The others were removed or cancelled while their jobs were on the way.
  await durable.queue.completeAll(
    transaction,
    taken.filter(({ runId }) => !rows.has(runId)).map(({ attempt }) => attempt),
  );
  // Nothing has been done on most of them, and then there is no checkpoint.
  const begun = known.filter(({ runId }) => (rows.get(runId)?.fraction ?? 0) > 0);
  const { checkpoints, tooMuch } = await readCheckpoints(transaction, begun);
  await putBack(durable, transaction, tooMuch);
  for (const run of known) {
    const row = rows.get(run.runId);
    if (row === undefined || tooMuch.includes(run)) continue;
    const ofRequest = assigned.get(run.request) ?? [];
    assigned.set(run.request, ofRequest);
    ofRequest.push({
      runId: run.runId,
      attempt: run.attempt,
      specification: parseSpecification(row.specification),
      checkpoint: checkpoints.get(run.runId) ?? null,
      work: row.work,
      fraction: row.fraction,
      update: runUpdate(row),
    });
  }
  return assigned;
}

async function markRunning(
  { coordinatorId }: Durable,
  transaction: Transaction<StoreSchema>,
  taken: readonly TakenRun[],
) {
  const { rows } = await sql<RunRow & { specification: string; work: number }>`
    UPDATE runs SET state = 'running', sequence = 0, node_id = taken.node_id,
      coordinator_id = ${coordinatorId}, retry_count = taken.retry_count,
      contributors = CASE
        WHEN runs.fraction = 0 THEN '{}'
        WHEN runs.node_id = taken.node_id OR runs.node_id = ANY(runs.contributors) THEN runs.contributors
        ELSE runs.contributors || runs.node_id
      END
    FROM unnest(
      ${taken.map(({ runId }) => runId)}::text[],
      ${taken.map(({ attempt }) => attempt.jobId)}::uuid[],
      ${taken.map(({ attempt }) => attempt.retryCount)}::int[],
      ${taken.map(({ request }) => request.nodeId)}::text[]
    ) AS taken (id, job_id, retry_count, node_id)
    WHERE runs.id = taken.id AND runs.job_id = taken.job_id AND runs.state IN ('queued', 'running')
    RETURNING ${RUN_COLUMN_LIST}, runs.specification, runs.work`.execute(transaction);
  return new Map(rows.map((row) => [row.id, row]));
}

/** The last checkpoints of runs; those whose checkpoints would not fit the one answer are told apart. */
async function readCheckpoints(transaction: Transaction<StoreSchema>, runs: readonly TakenRun[]) {
  if (runs.length === 0) return { checkpoints: new Map<string, Uint8Array>(), tooMuch: [] };
  const sizes = await transaction
    .selectFrom('checkpoints')
    .select(['run_id', sql<number>`octet_length(data)`.as('bytes')])
    .where('run_id', 'in', identifiersOf(runs))
    .execute();
  const bytesOf = new Map(sizes.map(({ run_id, bytes }) => [run_id, bytes]));
  const totals = new Map<LeaseRequest, number>();
  const tooMuch = runs.filter(({ runId, request }) => {
    const former = totals.get(request);
    const total = (former ?? 0) + (bytesOf.get(runId) ?? 0);
    if (former !== undefined && total > LIMITS.maxLeaseCheckpointBytes) return true;
    totals.set(request, total);
    return false;
  });
  const sendable = runs.filter((run) => bytesOf.has(run.runId) && !tooMuch.includes(run));
  if (sendable.length === 0) return { checkpoints: new Map<string, Uint8Array>(), tooMuch };
  const rows = await transaction
    .selectFrom('checkpoints')
    .select(['run_id', 'data'])
    .where('run_id', 'in', identifiersOf(sendable))
    .execute();
  return { checkpoints: new Map(rows.map(({ run_id, data }) => [run_id, data])), tooMuch };
}

/** Returns runs that were taken in this very transaction: nobody has heard of these attempts. */
async function putBack(
  { queue }: Durable,
  transaction: Transaction<StoreSchema>,
  runs: readonly TakenRun[],
): Promise<void> {
  if (runs.length === 0) return;
  await queue.giveBack(
    transaction,
    runs.map(({ attempt }) => attempt),
    'checkpoints too large for one message',
  );
  await transaction
    .updateTable('runs')
    .set({ state: 'queued' })
    .where('id', 'in', identifiersOf(runs))
    .execute();
}

const identifiersOf = (runs: readonly TakenRun[]): string[] => runs.map(({ runId }) => runId);
