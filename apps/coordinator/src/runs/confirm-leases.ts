import type { Lease as WireLease } from '@crossover/protocol';
import type { Durable } from './durable.ts';
import { attemptList } from './attempt-list.ts';
import { parseSpecification } from './run-row.ts';
import type { Lease } from './lease.ts';

/** Which of the leases that a returning node claims are still its own. */
export async function confirmLeases(
  { database, queue }: Durable,
  nodeId: string,
  claimed: readonly WireLease[],
): Promise<Lease[]> {
  if (claimed.length === 0) return [];
  return database.transaction().execute(async (transaction) => {
    const rows = await transaction
      .updateTable('runs')
      .from(attemptList(claimed))
      .set({ node_id: nodeId })
      .whereRef('runs.id', '=', 'attempts.id')
      .whereRef('runs.job_id', '=', 'attempts.job_id')
      .whereRef('runs.retry_count', '=', 'attempts.retry_count')
      .where('runs.state', '=', 'running')
      .where('runs.node_id', '=', nodeId)
      .returning([
        'runs.id',
        'runs.job_id',
        'attempts.retry_count',
        'runs.specification',
        'runs.work',
        'runs.fraction',
      ])
      .execute();
    const confirmed: Lease[] = [];
    for (const row of rows) {
      const attempt = { jobId: row.job_id, retryCount: row.retry_count };
      // The queue has the last word: it may have expired the attempt since.
      if (!(await queue.touch(transaction, attempt))) continue;
      confirmed.push({
        runId: row.id,
        nodeId,
        attempt,
        specification: parseSpecification(row.specification),
        work: row.work,
        fraction: row.fraction,
        mentionedAt: Date.now(),
      });
    }
    return confirmed;
  });
}

/** All runs that nodes had when the coordinator was last stopped or killed. */
export async function readLeases({ database }: Durable): Promise<Lease[]> {
  const rows = await database
    .selectFrom('runs')
    .select(['id', 'job_id', 'retry_count', 'node_id', 'specification', 'work', 'fraction'])
    .where('state', '=', 'running')
    .execute();
  return rows.map((row) => ({
    runId: row.id,
    nodeId: row.node_id ?? '',
    attempt: { jobId: row.job_id, retryCount: row.retry_count ?? 0 },
    specification: parseSpecification(row.specification),
    work: row.work,
    fraction: row.fraction,
    mentionedAt: Date.now(),
  }));
}
