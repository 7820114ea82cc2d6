import type { RunSpecification } from '@crossover/experiments';
import { LIMITS, type Attempt, type RunUpdate } from '@crossover/protocol';
import { sql, type Transaction } from 'kysely';
import type { FetchedRun } from '../queue/run-queue.ts';
import type { StoreSchema } from '../store/schema.ts';
import { attemptList } from './attempt-list.ts';
import type { Durable } from './durable.ts';
import { parseSpecification, RUN_COLUMNS, runUpdate } from './run-row.ts';

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

/**
 * Takes up to `capacity` runs off the queue for a node, the most urgent first, each with its last
 * checkpoint. Fewer are given when their checkpoints would not fit one message.
 */
export async function assignRuns(
  { database, queue, coordinatorId }: Durable,
  nodeId: string,
  capacity: number,
): Promise<AssignedRun[]> {
  return database.transaction().execute(async (transaction) => {
    const fetched = await queue.fetch(transaction, capacity);
    if (fetched.length === 0) return [];
    const { sendable, tooMuch, resumable } = await splitByCheckpointSize(transaction, fetched);
    await queue.giveBack(
      transaction,
      tooMuch.map(({ attempt }) => attempt),
      'checkpoints too large for one message',
    );
    const rows = await markRunning(transaction, { nodeId, coordinatorId }, sendable);
    const checkpoints = await readCheckpoints(transaction, resumable);
    const assigned: AssignedRun[] = [];
    for (const { runId, attempt } of sendable) {
      const row = rows.get(runId);
      if (row === undefined) {
        // The run was removed or cancelled while its job was on the way.
        await queue.complete(transaction, attempt);
        continue;
      }
      assigned.push({
        runId,
        attempt,
        specification: parseSpecification(row.specification),
        checkpoint: checkpoints.get(runId) ?? null,
        work: row.work,
        fraction: row.fraction,
        update: runUpdate(row),
      });
    }
    return assigned;
  });
}

const identifiersOf = (runs: readonly FetchedRun[]): string[] => runs.map(({ runId }) => runId);

async function splitByCheckpointSize(transaction: Transaction<StoreSchema>, fetched: readonly FetchedRun[]) {
  const sizes = await transaction
    .selectFrom('checkpoints')
    .select(['run_id', sql<number>`octet_length(data)`.as('bytes')])
    .where('run_id', 'in', identifiersOf(fetched))
    .execute();
  const bytesOf = new Map(sizes.map(({ run_id, bytes }) => [run_id, bytes]));
  let total = 0;
  let count = 0;
  for (const { runId } of fetched) {
    total += bytesOf.get(runId) ?? 0;
    if (count > 0 && total > LIMITS.maxLeaseCheckpointBytes) break;
    count += 1;
  }
  return {
    sendable: fetched.slice(0, count),
    tooMuch: fetched.slice(count),
    resumable: identifiersOf(fetched.slice(0, count)).filter((runId) => bytesOf.has(runId)),
  };
}

async function markRunning(
  transaction: Transaction<StoreSchema>,
  { nodeId, coordinatorId }: { nodeId: string; coordinatorId: string },
  fetched: readonly FetchedRun[],
) {
  const rows = await transaction
    .updateTable('runs')
    .from(attemptList(fetched))
    .set((expression) => ({
      state: 'running' as const,
      node_id: nodeId,
      coordinator_id: coordinatorId,
      retry_count: expression.ref('attempts.retry_count'),
      sequence: 0,
    }))
    .whereRef('runs.id', '=', 'attempts.id')
    .whereRef('runs.job_id', '=', 'attempts.job_id')
    .where('runs.state', 'in', ['queued', 'running'])
    .returning([...RUN_COLUMNS, 'runs.specification', 'runs.work'])
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}

async function readCheckpoints(transaction: Transaction<StoreSchema>, runIds: readonly string[]) {
  if (runIds.length === 0) return new Map<string, Uint8Array>();
  const rows = await transaction
    .selectFrom('checkpoints')
    .select(['run_id', 'data'])
    .where('run_id', 'in', runIds)
    .execute();
  return new Map(rows.map(({ run_id, data }) => [run_id, data]));
}
