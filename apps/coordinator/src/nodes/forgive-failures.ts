import type { RunUpdate } from '@crossover/protocol';
import { sql, type Kysely } from 'kysely';
import { RUN_COLUMNS, runUpdate, type RunRow } from '../runs/run-row.ts';
import type { StoreSchema } from '../store/schema.ts';

/**
 * Takes the failures that a node caused by itself off the counts of its runs. Runs that failed for good in the
 * meantime stay failed until they are retried, which their reasons say.
 */
export async function forgiveFailures(
  database: Kysely<StoreSchema>,
  nodeId: string,
  runIds: readonly string[],
): Promise<RunUpdate[]> {
  const columns = sql.join(RUN_COLUMNS.map((column) => sql.ref(column)));
  const { rows } = await sql<RunRow>`
    UPDATE runs SET failures = greatest(0, runs.failures - theirs.count)
    FROM (
      SELECT f.run_id, count(*)::int AS count FROM failures f JOIN runs r ON r.id = f.run_id AND r.job_id = f.job_id
      WHERE f.node_id = ${nodeId} AND f.run_id = ANY(${runIds}::text[]) GROUP BY f.run_id
    ) theirs
    WHERE runs.id = theirs.run_id AND runs.state IN ('queued', 'running')
    RETURNING ${columns}`.execute(database);
  return rows.map(runUpdate);
}
