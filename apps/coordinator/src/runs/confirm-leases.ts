import type { Lease as WireLease } from '@crossover/protocol';
import type { Selectable } from 'kysely';
import type { RunTable } from '../store/schema.ts';
import type { Durable } from './durable.ts';
import { attemptList } from './attempt-list.ts';
import { parseSpecification } from './run-row.ts';
import type { Lease } from './lease.ts';

/**
 * Which of the leases that a returning node claims are still its own. From here on they are this
 * coordinator's to take back: the node may have come from another one, which then leaves them alone.
 */
export async function confirmLeases(
  { database, queue, coordinatorId }: Durable,
  nodeId: string,
  claimed: readonly WireLease[],
): Promise<Lease[]> {
  if (claimed.length === 0) return [];
  return database.transaction().execute(async (transaction) => {
    // The queue has the last word: it may have expired an attempt that the runs' rows still show.
    const current = await queue.touchAll(
      transaction,
      claimed.map(({ attempt }) => attempt),
    );
    const rows = await transaction
      .updateTable('runs')
      .from(attemptList(claimed.filter(({ attempt }) => current.has(attempt.jobId))))
      .set({ coordinator_id: coordinatorId })
      .whereRef('runs.id', '=', 'attempts.id')
      .whereRef('runs.job_id', '=', 'attempts.job_id')
      .whereRef('runs.retry_count', '=', 'attempts.retry_count')
      .where('runs.state', '=', 'running')
      .where('runs.node_id', '=', nodeId)
      .returning(LEASE_COLUMNS)
      .execute();
    return rows.map(leaseOf);
  });
}

/** The runs that this coordinator's nodes have, or one of them, as the database knows them. */
export async function readLeases({ database, coordinatorId }: Durable, nodeId?: string): Promise<Lease[]> {
  const query = database
    .selectFrom('runs')
    .select(LEASE_COLUMNS)
    .where('state', '=', 'running')
    .where('coordinator_id', '=', coordinatorId);
  const rows = await (nodeId === undefined ? query : query.where('node_id', '=', nodeId)).execute();
  return rows.map(leaseOf);
}

const LEASE_COLUMNS = [
  'runs.id',
  'runs.job_id',
  'runs.retry_count',
  'runs.node_id',
  'runs.specification',
  'runs.work',
  'runs.fraction',
] as const;

function leaseOf(
  row: Pick<
    Selectable<RunTable>,
    'id' | 'job_id' | 'retry_count' | 'node_id' | 'specification' | 'work' | 'fraction'
  >,
): Lease {
  return {
    runId: row.id,
    nodeId: row.node_id ?? '',
    attempt: { jobId: row.job_id, retryCount: row.retry_count ?? 0 },
    specification: parseSpecification(row.specification),
    work: row.work,
    fraction: row.fraction,
    mentionedAt: performance.now(),
    deadline: null,
  };
}
