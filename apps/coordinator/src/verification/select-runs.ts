import { sql, type Transaction } from 'kysely';
import type { StoreSchema } from '../store/schema.ts';

/** A result that has just been kept. */
export interface KeptResult {
  readonly runId: string;
  readonly nodeId: string;
  readonly digest: string;
}

/**
 * Marks those of these runs for verification that fall into the share which their experiments ask for: by the
 * first digits of their identity, so that the choice is the same whenever and wherever it is made. The node
 * that computed them has cast the first vote. What went on from a checkpoint of a node that has returned wrong
 * bits since is verified in any case.
 */
export async function selectForVerification(
  transaction: Transaction<StoreSchema>,
  results: readonly KeptResult[],
): Promise<number> {
  const { rows } = await sql<{ run_id: string }>`
    WITH kept AS (
      SELECT * FROM unnest(
        ${results.map(({ runId }) => runId)}::text[],
        ${results.map(({ nodeId }) => nodeId)}::text[],
        ${results.map(({ digest }) => digest)}::text[]
      ) AS kept (run_id, node_id, digest)
    ),
    chosen AS (
      INSERT INTO verifications (run_id, state, job_id)
      SELECT kept.run_id, 'waiting', gen_random_uuid() FROM kept JOIN runs ON runs.id = kept.run_id
      WHERE EXISTS (
        SELECT 1 FROM nodes WHERE nodes.id = ANY(runs.contributors)
          AND nodes.state = 'quarantined' AND nodes.quarantined_until IS NULL
      ) OR ('x' || substr(kept.run_id, 1, 8))::bit(32)::bigint / 4294967296.0 < (
        SELECT max(e.verified_share) FROM experiment_runs er JOIN experiments e ON e.id = er.experiment_id
        WHERE er.run_id = kept.run_id
      )
      ON CONFLICT (run_id) DO NOTHING RETURNING run_id
    )
    INSERT INTO votes (run_id, node_id, digest)
    SELECT kept.run_id, kept.node_id, kept.digest FROM kept JOIN chosen ON chosen.run_id = kept.run_id
    RETURNING run_id`.execute(transaction);
  return rows.length;
}
