import type { Lease } from '@crossover/protocol';
import { sql } from 'kysely';

/** Runs with their attempts as a table `attempts (id, job_id, retry_count)` to join with. */
export function attemptList(leases: readonly Lease[]) {
  const ids = leases.map(({ runId }) => runId);
  const jobs = leases.map(({ attempt }) => attempt.jobId);
  const retryCounts = leases.map(({ attempt }) => attempt.retryCount);
  return sql<{
    id: string;
    job_id: string;
    retry_count: number;
  }>`unnest(${ids}::text[], ${jobs}::uuid[], ${retryCounts}::int[])`.as<'attempts'>(
    sql`attempts (id, job_id, retry_count)`,
  );
}
