import { sql } from 'kysely';
import type { Durable } from '../runs/durable.ts';
import type { Lease } from '../runs/lease.ts';
import { parseSpecification } from '../runs/run-row.ts';

/** Whether there is anything to compute again. */
export async function anyVerificationWaits({ database }: Durable): Promise<boolean> {
  const row = await database
    .selectFrom('verifications')
    .select('run_id')
    .where('state', '=', 'waiting')
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Finished runs for a node to compute again: none that it has computed already. The oldest first. */
export async function takeVerifications(
  { database, coordinatorId }: Durable,
  nodeId: string,
  count: number,
): Promise<Lease[]> {
  const { rows } = await sql<{
    run_id: string;
    job_id: string;
    retry_count: number;
    specification: string;
    work: number;
  }>`
    WITH chosen AS (
      SELECT v.run_id FROM verifications v
      WHERE v.state = 'waiting'
        AND NOT EXISTS (SELECT 1 FROM votes WHERE votes.run_id = v.run_id AND votes.node_id = ${nodeId})
      ORDER BY v.created_at LIMIT ${count} FOR UPDATE SKIP LOCKED
    )
    UPDATE verifications v SET state = 'running', retry_count = v.retry_count + 1, node_id = ${nodeId},
      coordinator_id = ${coordinatorId}
    FROM chosen, runs WHERE v.run_id = chosen.run_id AND runs.id = v.run_id
    RETURNING v.run_id, v.job_id, v.retry_count, runs.specification, runs.work`.execute(database);
  return rows.map((row) => ({
    runId: row.run_id,
    nodeId,
    attempt: { jobId: row.job_id, retryCount: row.retry_count },
    specification: parseSpecification(row.specification),
    work: row.work,
    fraction: 0,
    mentionedAt: performance.now(),
    deadline: null,
    isVerification: true as const,
  }));
}

/** Verifications that nodes have lost, handed back or failed at wait again. */
export async function giveBackVerifications({ database }: Durable, leases: readonly Lease[]): Promise<void> {
  if (leases.length === 0) return;
  await sql`
    UPDATE verifications v SET state = 'waiting', node_id = NULL, coordinator_id = NULL
    FROM unnest(
      ${leases.map(({ runId }) => runId)}::text[],
      ${leases.map(({ attempt }) => attempt.retryCount)}::int[]
    ) AS lost (run_id, retry_count)
    WHERE v.run_id = lost.run_id AND v.retry_count = lost.retry_count AND v.state = 'running'`.execute(
    database,
  );
}

/** An attempt that a node of this coordinator has. */
export interface OpenAttempt {
  readonly runId: string;
  readonly retryCount: number;
}

/**
 * Those that coordinators which are gone had given out wait again, and those of which this one knows nothing:
 * the database was lost before it learnt what it had given. Answers to these attempts are not taken any more.
 */
export async function recoverVerifications(
  { database, coordinatorId }: Durable,
  open: readonly OpenAttempt[],
): Promise<void> {
  await sql`
    UPDATE verifications v SET state = 'waiting', retry_count = retry_count + 1, node_id = NULL, coordinator_id = NULL
    WHERE state = 'running' AND (
      NOT EXISTS (SELECT 1 FROM coordinators c WHERE c.id = v.coordinator_id)
      OR (v.coordinator_id = ${coordinatorId} AND NOT EXISTS (
        SELECT 1 FROM unnest(
          ${open.map(({ runId }) => runId)}::text[],
          ${open.map(({ retryCount }) => retryCount)}::int[]
        ) AS open (run_id, retry_count)
        WHERE open.run_id = v.run_id AND open.retry_count = v.retry_count
      ))
    )`.execute(database);
}
