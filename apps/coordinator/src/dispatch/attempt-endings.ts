import { messages } from '../messages.ts';
import { isKept, type Completion } from '../runs/complete-run.ts';
import { failRun, type Failure } from '../runs/fail-run.ts';
import type { Lease } from '../runs/lease.ts';
import type { RunWrites } from '../runs/run-writes.ts';
import type { LeaseKeeper } from './lease-keeper.ts';
import type { Desk } from './surroundings.ts';

/** The ways in which an attempt ends: with a result, with an error, or because it takes too long. */
export class AttemptEndings {
  readonly #desk: Desk;
  readonly #writes: RunWrites;
  readonly #keeper: LeaseKeeper;

  constructor(desk: Desk, writes: RunWrites, keeper: LeaseKeeper) {
    this.#desk = desk;
    this.#writes = writes;
    this.#keeper = keeper;
  }

  /** So much of the run is done. */
  progressed(lease: Lease, fraction: number): void {
    this.#desk.rate.record(lease.nodeId, (fraction - lease.fraction) * lease.work);
    lease.fraction = fraction;
  }

  /** True when the result is kept, from this delivery or an earlier one. */
  async complete(nodeId: string, runId: string, completion: Completion): Promise<boolean> {
    const { durable, feed, conduct, roster } = this.#desk;
    const lease = roster.leaseOf(nodeId, runId, completion.attempt);
    if (lease?.isVerification) return this.#verify(lease, completion);
    const completed = lease && (await this.#writes.complete(lease, completion));
    if (lease === undefined || completed === undefined) {
      if (lease !== undefined) roster.drop(lease);
      return isKept(durable, runId, completion.digest);
    }
    const { seconds } = completion;
    conduct.attemptEnded(nodeId, { kind: 'completed', runId, work: workOfAttempt(lease), seconds });
    this.progressed(lease, 1);
    roster.drop(lease);
    const points = { firstIndex: 0, risk: completed.risk };
    feed.publish({ kind: 'run', update: completed.update, points });
    return true;
  }

  async fail(nodeId: string, runId: string, failure: Failure): Promise<boolean> {
    const { conduct, roster } = this.#desk;
    const lease = roster.leaseOf(nodeId, runId, failure.attempt);
    if (lease === undefined || !(await this.#fail(lease, failure))) return false;
    // One that cannot succeed fails on every node: an experiment that diverges is no reason to distrust those it meets.
    if (!failure.retryable) return true;
    const { deadline } = lease;
    const seconds = deadline === null ? 0 : (performance.now() - deadline.startedAt) / 1000;
    conduct.attemptEnded(nodeId, { kind: 'failed', runId, work: workOfAttempt(lease), seconds });
    return true;
  }

  /** The attempt has taken too long: its node stops it, and another tries. */
  async abandon(lease: Lease, now: number): Promise<void> {
    const { nodeId, runId, attempt, deadline, fraction } = lease;
    if (deadline === null) return;
    const seconds = (now - deadline.startedAt) / 1000;
    const message = messages.tookTooLong(seconds, deadline.allowed / 1000, fraction);
    const error = { name: 'AttemptTooLongError', message };
    if (!(await this.#fail(lease, { attempt, error, retryable: true }))) return;
    this.#desk.roster.find(nodeId)?.channel?.cancel(lease);
    this.#desk.conduct.attemptEnded(nodeId, { kind: 'overdue', runId });
  }

  /** A run that was computed again: true when the vote was taken. */
  async #verify(lease: Lease, completion: Completion): Promise<boolean> {
    const { feed, verification, roster, nudge } = this.#desk;
    const settlement = await verification.settle(lease, completion);
    roster.drop(lease);
    if (settlement === undefined) return false;
    this.progressed(lease, 1);
    for (const wrong of settlement.wrong) {
      await verification.convicted(wrong);
      await this.convicted(wrong);
    }
    feed.tellOthers({ kind: 'runs', ids: [lease.runId] });
    feed.relay({ kind: 'runs-elsewhere', ids: [lease.runId] });
    nudge();
    return true;
  }

  /** The node has returned wrong bits: it keeps nothing, and nothing of it is kept that nobody else has found too. */
  async convicted(nodeId: string): Promise<void> {
    const { verification, nudge } = this.#desk;
    await this.#keeper.takeBackFrom(nodeId, 'the node returned wrong bits');
    await verification.recompute(nodeId);
    nudge();
  }

  /** False when the attempt has been replaced. */
  async #fail(lease: Lease, failure: Failure): Promise<boolean> {
    const { durable, feed, log, roster, nudge } = this.#desk;
    const { nodeId, runId } = lease;
    if (lease.isVerification) {
      await this.#keeper.takeBack(roster.heard(nodeId), [lease], failure.error.name);
      return true;
    }
    const failed = await failRun(durable, lease, failure);
    roster.drop(lease);
    if (failed === undefined) return false;
    const { update, retrySeconds } = failed;
    log.warn({ node: nodeId, run: runId, error: failure.error, state: update.state }, 'run failed');
    feed.publishRuns([update]);
    if (retrySeconds !== null) setTimeout(nudge, retrySeconds * 1000).unref();
    return true;
  }
}

/** What was left of the run when the attempt began. */
function workOfAttempt({ work, deadline }: Lease): number {
  return (1 - (deadline?.startFraction ?? 0)) * work;
}
