import type { FailuresResponse } from '@crossover/protocol';
import type { Kysely } from 'kysely';
import type { StoreSchema } from '../store/schema.ts';

/** Why attempts at the runs of an experiment ended with an error, the newest first. */
export async function readFailures(
  database: Kysely<StoreSchema>,
  experimentId: string,
  { offset, limit }: { readonly offset: number; readonly limit: number },
): Promise<FailuresResponse> {
  const all = database
    .selectFrom('experiment_runs')
    .innerJoin('runs', 'runs.id', 'experiment_runs.run_id')
    .innerJoin('failures', 'failures.run_id', 'runs.id')
    .where('experiment_runs.experiment_id', '=', experimentId);
  const rows = await all
    .select([
      'runs.id',
      'runs.state',
      'failures.job_id',
      'failures.retry_count',
      'failures.node_id',
      'failures.error_name',
      'failures.error_message',
      'failures.occurred_at',
    ])
    .orderBy('failures.occurred_at', 'desc')
    .orderBy('runs.id')
    .orderBy('failures.retry_count', 'desc')
    .offset(offset)
    .limit(limit)
    .execute();
  const { count } = await all.select(({ fn }) => fn.countAll<string>().as('count')).executeTakeFirstOrThrow();
  return {
    failures: rows.map((row) => ({
      runId: row.id,
      runState: row.state,
      attempt: { jobId: row.job_id, retryCount: row.retry_count },
      node: row.node_id,
      error: { name: row.error_name, message: row.error_message },
      occurredAt: row.occurred_at.toISOString(),
    })),
    total: Number(count),
  };
}
