import { bytesFromFloat64 } from '@crossover/protocol';
import { sql } from 'kysely';
import { checkCompletion, type Completion } from '../runs/complete-run.ts';
import type { Durable } from '../runs/durable.ts';
import type { Lease } from '../runs/lease.ts';
import { verdictOf } from './verdict.ts';

/** What came of a second, or a further, computation of a run. */
export interface Settlement {
  readonly verdict: 'agreed' | 'undecided';
  /** Nodes that returned other bits than two others. */
  readonly wrong: readonly string[];
  /** Whether it were the bits that had been kept that were wrong; they have been replaced. */
  readonly replaced: boolean;
}

/**
 * Takes the vote of a node. Returns undefined when its attempt has been replaced, and nothing was changed.
 *
 * @throws {RefusedError} when the bytes are not what the digest says, or not a result of this run
 */
export async function settleVerification(
  { database }: Durable,
  lease: Lease,
  completion: Completion,
): Promise<Settlement | undefined> {
  const { risk } = checkCompletion(lease, completion);
  const { runId, nodeId, attempt } = lease;
  return database.transaction().execute(async (transaction) => {
    const current = await transaction
      .selectFrom('verifications')
      .innerJoin('results', 'results.run_id', 'verifications.run_id')
      .select('results.digest')
      .where('verifications.run_id', '=', runId)
      .where('job_id', '=', attempt.jobId)
      .where('retry_count', '=', attempt.retryCount)
      .where('state', '=', 'running')
      .forUpdate('verifications')
      .executeTakeFirst();
    if (current === undefined) return undefined;
    await transaction
      .insertInto('votes')
      .values({ run_id: runId, node_id: nodeId, digest: completion.digest })
      .onConflict((conflict) =>
        conflict.columns(['run_id', 'node_id']).doUpdateSet({ digest: completion.digest }),
      )
      .execute();
    const votes = await transaction
      .selectFrom('votes')
      .select(['node_id as nodeId', 'digest'])
      .where('run_id', '=', runId)
      .orderBy('cast_at')
      .execute();
    const verdict = verdictOf(votes);
    const agreed = verdict.kind === 'agreed';
    const replaced = agreed && verdict.digest !== current.digest;
    if (replaced) {
      // Two agree only since this vote, so that its bytes are those that they agree on.
      await transaction
        .updateTable('results')
        .set({
          digest: completion.digest,
          data: completion.result,
          risk: bytesFromFloat64(risk),
          node_id: nodeId,
        })
        .where('run_id', '=', runId)
        .execute();
    }
    const differs = completion.digest !== current.digest && !replaced ? 1 : 0;
    await transaction
      .updateTable('verifications')
      .set((expression) => ({
        state: agreed ? ('verified' as const) : ('waiting' as const),
        mismatches: expression('mismatches', '+', differs),
        settled_at: agreed ? sql<Date>`now()` : null,
      }))
      .where('run_id', '=', runId)
      .execute();
    return { verdict: verdict.kind, wrong: agreed ? verdict.wrong : [], replaced };
  });
}
