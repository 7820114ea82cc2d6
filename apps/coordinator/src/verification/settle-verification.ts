import { bytesFromFloat64 } from '@crossover/protocol';
import { sql } from 'kysely';
import { messages } from '../messages.ts';
import { writeNodeState } from '../nodes/node-state.ts';
import { checkCompletion, type Completion } from '../runs/complete-run.ts';
import type { Durable } from '../runs/durable.ts';
import type { Lease } from '../runs/lease.ts';
import { verdictOf } from './verdict.ts';

/** What came of a second, or a further, computation of a run. */
export interface Settlement {
  readonly verdict: 'agreed' | 'undecided';
  /** Nodes that returned other bits than two others, all by themselves. */
  readonly wrong: readonly string[];
  /** Whether it were the bits that had been kept that were wrong; they have been replaced. */
  readonly replaced: boolean;
}

/**
 * Takes the vote of a node; those that returned wrong bits are in quarantine from then on. Returns undefined when its attempt has been replaced, and nothing was changed.
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
      .innerJoin('runs', 'runs.id', 'verifications.run_id')
      .select(['results.digest', 'results.node_id', 'runs.contributors'])
      .where('verifications.run_id', '=', runId)
      .where('verifications.job_id', '=', attempt.jobId)
      .where('verifications.retry_count', '=', attempt.retryCount)
      .where('verifications.state', '=', 'running')
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
    // Several nodes have computed those bits one after another: which of them was wrong, nobody knows.
    const isShared = current.contributors.some((contributor) => contributor !== current.node_id);
    const wrong = agreed ? verdict.wrong.filter((node) => !(isShared && node === current.node_id)) : [];
    for (const node of wrong) {
      const reason = messages.wrongBits(runId);
      await writeNodeState(transaction, node, { state: 'quarantined', reason, milliseconds: null });
    }
    return { verdict: verdict.kind, wrong, replaced };
  });
}
