import type { Attempt, Lease as WireLease, NodeSummary, RunUpdate } from '@crossover/protocol';
import type { FastifyBaseLogger } from 'fastify';
import type { Note } from '../cluster/note.ts';
import type { LabFeed } from '../lab-feed.ts';
import { messages } from '../messages.ts';
import type { NodeConduct } from '../nodes/node-conduct.ts';
import type { AssignedRun } from '../runs/assign-runs.ts';
import { isKept, type Completion } from '../runs/complete-run.ts';
import { confirmLeases, readLeases } from '../runs/confirm-leases.ts';
import { deadlineOf } from '../runs/deadline.ts';
import type { Durable } from '../runs/durable.ts';
import { expireAttempts } from '../runs/expire-attempts.ts';
import { failRun, type Failure } from '../runs/fail-run.ts';
import { giveBackRuns } from '../runs/give-back.ts';
import type { Lease } from '../runs/lease.ts';
import type { Report } from '../runs/record-report.ts';
import type { Demand } from '../runs/share-out.ts';
import { RunWrites } from '../runs/run-writes.ts';
import type { ComputeNode, NodeChannel, NodeIdentity } from './compute-node.ts';
import { Housekeeping } from './housekeeping.ts';
import { leaseDemand, workLeft } from './lease-demand.ts';
import { NodeRoster } from './node-roster.ts';
import type { VerificationDesk } from '../verification/verification-desk.ts';
import type { WorkRate } from './work-rate.ts';

/** A run as a node is given it. */
export type GivenRun = Omit<AssignedRun, 'update'>;

export interface DispatchTimes {
  /** How long a node that lost its connection may take to come back to its runs. */
  readonly nodeGraceMilliseconds: number;
  /** The same after the coordinator itself was restarted, when every node has to come back. */
  readonly restartGraceMilliseconds: number;
}

/** A connected node that has not spoken of a run for so long never learnt that it has it. */
const SILENCE_MILLISECONDS = 60_000;
const RETRY_MILLISECONDS = 1_000;
/** What one coordinator tells the others has arrived by then. */
const NEWS_MILLISECONDS = 2_000;

/**
 * Gives runs to nodes and takes them back. Every decision is the database's; what is kept here is only who
 * is connected and which attempts they have, and it is rebuilt from the database after a restart.
 */
export class Dispatcher {
  readonly #durable: Durable;
  readonly #feed: LabFeed;
  readonly #rate: WorkRate;
  readonly #times: DispatchTimes;
  readonly #log: FastifyBaseLogger;
  readonly #conduct: NodeConduct;
  readonly #verification: VerificationDesk;
  readonly #writes: RunWrites;
  readonly #roster = new NodeRoster();
  readonly #housekeeping: Housekeeping;
  #closed = false;

  constructor(
    durable: Durable,
    feed: LabFeed,
    rate: WorkRate,
    times: DispatchTimes,
    log: FastifyBaseLogger,
    conduct: NodeConduct,
    verification: VerificationDesk,
  ) {
    this.#durable = durable;
    this.#writes = new RunWrites(durable);
    this.#conduct = conduct;
    this.#verification = verification;
    this.#housekeeping = new Housekeeping(durable, this.#roster, {
      overdue: (lease) => this.#abandon(lease),
      expired: (updates) => {
        this.cancelRuns(updates);
        this.#feed.publishRuns(updates);
        this.nudge();
      },
      failed: (error) => {
        if (!this.#closed) this.#log.error({ err: error }, 'expired attempts could not be taken back');
      },
    });
    this.#feed = feed;
    this.#rate = rate;
    this.#times = times;
    this.#log = log;
  }

  /** Takes up what nodes had before the coordinator was stopped or killed, and waits for them to return. */
  async start(): Promise<void> {
    await expireAttempts(this.#durable);
    await this.takeUpLeases(this.#times.restartGraceMilliseconds);
    this.#feed.onNote((note) => this.#hear(note));
    this.#housekeeping.start();
  }

  /**
   * Looks up which leases are this coordinator's, and waits for the nodes of those that it did not know of:
   * they were a dead coordinator's, or the answer that granted them was lost with the database.
   */
  async takeUpLeases(graceMilliseconds = this.#times.nodeGraceMilliseconds): Promise<void> {
    const leases = await readLeases(this.#durable);
    const unknown = leases.filter((lease) => !this.#roster.has(lease));
    for (const lease of unknown) {
      // A connected node has its runs from the answer to its request, which may still be under way.
      if (this.#roster.find(lease.nodeId)?.channel) continue;
      this.#roster.grant(lease);
    }
    for (const nodeId of new Set(unknown.map(({ nodeId }) => nodeId))) {
      const node = this.#roster.find(nodeId);
      if (node?.channel === null) this.#awaitReturn(node, graceMilliseconds);
    }
  }

  /** The other coordinators took this one for dead, and its leases for theirs: connected nodes keep what they can. */
  async reclaimLeases(): Promise<void> {
    for (const node of this.#roster) {
      const leases = [...node.leases.values()];
      const claimed = node.channel === null ? [] : leases;
      const confirmed = await confirmLeases(this.#durable, node.id, claimed);
      const kept = new Set(confirmed.map(({ runId }) => runId));
      for (const lease of leases.filter(({ runId }) => !kept.has(runId))) {
        this.#roster.drop(lease);
        node.channel?.cancel(lease);
      }
    }
    this.#feed.publish({ kind: 'nodes' });
  }

  close(): void {
    this.#closed = true;
    this.#housekeeping.stop();
    this.#roster.close();
  }

  nodes(): NodeSummary[] {
    return this.#roster.summaries().map((node) => this.#conduct.describe(node));
  }

  connect(identity: NodeIdentity, channel: NodeChannel): void {
    const node = this.#roster.admit(identity);
    const former = node.channel;
    node.name = identity.name;
    node.threads = identity.threads;
    node.softwareVersion = identity.softwareVersion;
    node.channel = channel;
    node.lastHeardAt = Date.now();
    if (former !== null) {
      this.#log.warn({ node: node.id }, 'node connected again before its former connection ended');
      former.disconnect();
      this.#awaitReturn(node, this.#times.nodeGraceMilliseconds);
    }
    this.#log.info({ node: node.id, threads: node.threads }, 'node connected');
    this.#feed.publish({ kind: 'nodes' });
  }

  disconnected(nodeId: string, channel: NodeChannel): void {
    const node = this.#roster.find(nodeId);
    if (node === undefined || node.channel !== channel) return;
    node.channel = null;
    node.lastHeardAt = Date.now();
    this.#rate.removeNode(nodeId);
    this.#log.info({ node: nodeId, runs: node.leases.size }, 'node disconnected');
    this.#awaitReturn(node, this.#times.nodeGraceMilliseconds);
    this.#feed.publish({ kind: 'nodes' });
  }

  /** What a node that has just connected is still working on: which of it is still its own. */
  async hello(nodeId: string, claimed: readonly WireLease[]): Promise<{ keep: string[]; drop: string[] }> {
    const node = this.#roster.heard(nodeId);
    const claims = new Set(claimed.map(({ runId }) => runId));
    const unclaimed = [...node.leases.values()].filter(({ runId }) => !claims.has(runId));
    node.endGrace();
    let confirmed: Lease[];
    try {
      confirmed = await confirmLeases(this.#durable, nodeId, claimed);
      for (const lease of confirmed) {
        this.#roster.grant(lease);
        this.#startClock(node, lease);
      }
      await this.#takeBack(node, unclaimed, 'the node came back without the run');
    } catch (error) {
      // The node will say hello again, but may be lost before it does.
      this.#awaitReturn(node, this.#times.nodeGraceMilliseconds);
      throw error;
    }
    const repeated = claimed.flatMap((claim) => {
      const lease = this.#roster.leaseOf(nodeId, claim.runId, claim.attempt);
      return lease?.isVerification ? [lease] : [];
    });
    node.greetedAt = performance.now();
    this.#feed.tellOthers({ kind: 'node-arrived', nodeId });
    const keep = [...confirmed, ...repeated].map(({ runId }) => runId);
    const kept = new Set(keep);
    return { keep, drop: [...claims].filter((runId) => !kept.has(runId)) };
  }

  async lease(
    nodeId: string,
    channel: NodeChannel,
    asked: { readonly capacity: number; readonly most?: number | undefined },
  ): Promise<readonly GivenRun[]> {
    const node = this.#roster.heard(nodeId);
    if (!this.#conduct.mayLease(nodeId)) return [];
    await this.#takeBackLost(node);
    const demand = leaseDemand(node, asked, {
      speed: this.#conduct.speedOf(nodeId),
      threadsTogether: this.#roster.threadsTogether(),
    });
    const { assigned, repeated } = await this.#takeFor(node, demand, asked.capacity);
    const leases = assigned.map(({ runId, attempt, specification, work, fraction }): Lease => ({
      runId,
      nodeId,
      attempt,
      specification,
      work,
      fraction,
      mentionedAt: performance.now(),
      deadline: null,
    }));
    leases.push(...repeated);
    for (const lease of leases) {
      this.#roster.grant(lease);
      this.#startClock(node, lease);
    }
    this.#feed.publishRuns(assigned.map(({ update }) => update));
    if (node.channel !== channel) {
      // The connection that asked has ended: nobody will ever read the answer.
      await this.#takeBack(node, leases, 'the node left before it got the run');
      return [];
    }
    if (leases.length > 0) this.#feed.publish({ kind: 'nodes' });
    return [...assigned, ...repeated.map((lease) => ({ ...lease, checkpoint: null }))];
  }

  /** False when the attempt has been replaced or cancelled: the node stops it. */
  async report(nodeId: string, runId: string, report: Report): Promise<boolean> {
    const lease = this.#roster.leaseOf(nodeId, runId, report.attempt);
    if (lease === undefined) return false;
    // Its points are known already; only the end is compared.
    if (lease.isVerification) return true;
    const recorded = await this.#writes.report(lease, report);
    if (recorded === undefined) {
      this.#roster.drop(lease);
      return false;
    }
    if (recorded.update !== null) {
      this.#progressed(lease, report.fraction);
      this.#feed.publish({ kind: 'run', update: recorded.update, points: recorded.points });
    }
    return true;
  }

  /** True when the result is kept, from this delivery or an earlier one. */
  async complete(nodeId: string, runId: string, completion: Completion): Promise<boolean> {
    const lease = this.#roster.leaseOf(nodeId, runId, completion.attempt);
    if (lease?.isVerification) return this.#verify(lease, completion);
    const completed = lease && (await this.#writes.complete(lease, completion));
    if (lease === undefined || completed === undefined) {
      if (lease !== undefined) this.#roster.drop(lease);
      return isKept(this.#durable, runId, completion.digest);
    }
    const work = (1 - (lease.deadline?.startFraction ?? 0)) * lease.work;
    this.#conduct.attemptEnded(nodeId, { kind: 'completed', runId, work, seconds: completion.seconds });
    this.#progressed(lease, 1);
    this.#roster.drop(lease);
    this.#feed.publish({
      kind: 'run',
      update: completed.update,
      points: { firstIndex: 0, risk: completed.risk },
    });
    return true;
  }

  /** A run that was computed again: true when the vote was taken. */
  async #verify(lease: Lease, completion: Completion): Promise<boolean> {
    const settlement = await this.#verification.settle(lease, completion);
    this.#roster.drop(lease);
    if (settlement === undefined) return false;
    this.#progressed(lease, 1);
    for (const wrong of settlement.wrong) {
      const recomputed = await this.#verification.convict(wrong, lease.runId);
      await this.takeBackFrom(wrong, 'the node returned wrong bits');
      this.#feed.publishRuns(recomputed);
    }
    this.#feed.tellOthers({ kind: 'runs', ids: [lease.runId] });
    this.#feed.relay({ kind: 'runs-elsewhere', ids: [lease.runId] });
    this.nudge();
    return true;
  }

  async fail(nodeId: string, runId: string, failure: Failure): Promise<boolean> {
    const lease = this.#roster.leaseOf(nodeId, runId, failure.attempt);
    if (lease === undefined || !(await this.#fail(lease, failure))) return false;
    const { deadline } = lease;
    const work = (1 - (deadline?.startFraction ?? 0)) * lease.work;
    const seconds = deadline === null ? 0 : (performance.now() - deadline.startedAt) / 1000;
    this.#conduct.attemptEnded(nodeId, { kind: 'failed', runId, work, seconds });
    return true;
  }

  async release(nodeId: string, runId: string, attempt: Attempt): Promise<boolean> {
    const lease = this.#roster.leaseOf(nodeId, runId, attempt);
    if (lease === undefined) return false;
    const updates = await this.#takeBack(this.#roster.heard(nodeId), [lease], 'the node handed it back');
    return updates.length > 0;
  }

  async heartbeat(
    nodeId: string,
    load: {
      busyThreads: number;
      threads: number;
      stepsPerSecond: number;
      runs: readonly { runId: string }[];
    },
  ): Promise<void> {
    const node = this.#roster.heard(nodeId);
    const now = performance.now();
    node.busyThreads = load.busyThreads;
    node.threads = load.threads;
    node.stepsPerSecond = load.stepsPerSecond;
    for (const { runId } of load.runs) {
      const lease = node.leases.get(runId);
      if (lease !== undefined) lease.mentionedAt = now;
    }
    this.#feed.publish({ kind: 'nodes' });
    const silent = [...node.leases.values()].filter(
      ({ mentionedAt }) => mentionedAt < now - SILENCE_MILLISECONDS,
    );
    await this.#takeBack(node, silent, 'the node never spoke of the run');
  }

  /** Takes everything from a node that is to have it no more, and tells it so. */
  async takeBackFrom(nodeId: string, reason: string): Promise<void> {
    const node = this.#roster.find(nodeId);
    if (node === undefined) return;
    const leases = [...node.leases.values()];
    await this.#takeBack(node, leases, reason);
    for (const lease of leases) node.channel?.cancel(lease);
  }

  /**
   * Tells the nodes to stop these runs. The database has been changed already, except when it is `graceful`:
   * then the attempts are still theirs, and they hand them back after a last report.
   */
  cancelRuns(ended: readonly RunUpdate[], { graceful = false } = {}): void {
    const leases = ended.flatMap(({ id, attempt }) => (attempt ? [{ runId: id, attempt }] : []));
    if (leases.length === 0) return;
    this.#feed.tellOthers({ kind: 'cancel', leases, graceful });
    this.#cancelHere(leases, graceful);
  }

  /** Tells all nodes that there may be work. */
  nudge(): void {
    if (this.#closed) return;
    this.#feed.tellOthers({ kind: 'work-available' });
    this.#roster.nudge();
  }

  /** What another coordinator tells, as far as it concerns the nodes here. */
  #hear(note: Note): void {
    if (note.kind === 'cancel') this.#cancelHere(note.leases, note.graceful);
    else if (note.kind === 'work-available') this.#roster.nudge();
    else if (note.kind === 'node-arrived') this.#nodeArrivedElsewhere(note.nodeId);
  }

  #cancelHere(leases: readonly WireLease[], graceful: boolean): void {
    if (graceful) this.#roster.askBack(leases);
    else this.#roster.cancel(leases);
    this.#feed.publish({ kind: 'nodes' });
  }

  /** What the node has not claimed there it does not have: nobody needs to wait for it. */
  #nodeArrivedElsewhere(nodeId: string): void {
    const node = this.#roster.find(nodeId);
    if (node === undefined) return;
    // A node that has just come here was there before: the news is older than its arrival.
    if (performance.now() - node.greetedAt < NEWS_MILLISECONDS) return;
    // A connection that is still open here is the remains of a network that was cut.
    if (node.channel !== null) node.channel.disconnect();
    else this.#awaitReturn(node, 0);
  }

  #progressed(lease: Lease, fraction: number): void {
    this.#rate.record(lease.nodeId, (fraction - lease.fraction) * lease.work);
    lease.fraction = fraction;
  }

  /** From now on the attempt has so long. */
  #startClock(node: ComputeNode, lease: Lease): void {
    const { fraction } = lease;
    const speed = this.#conduct.speedOf(node.id);
    lease.deadline = deadlineOf(workLeft(node), speed, { now: performance.now(), fraction });
  }

  async #abandon(lease: Lease): Promise<void> {
    const { nodeId, runId, attempt, deadline, fraction } = lease;
    if (deadline === null) return;
    const seconds = (performance.now() - deadline.startedAt) / 1000;
    const message = messages.tookTooLong(seconds, deadline.allowed / 1000, fraction);
    const error = { name: 'AttemptTooLongError', message };
    if (!(await this.#fail(lease, { attempt, error, retryable: true }))) return;
    this.#roster.find(nodeId)?.channel?.cancel(lease);
    this.#conduct.attemptEnded(nodeId, { kind: 'overdue', runId });
  }

  /** False when the attempt has been replaced. */
  async #fail(lease: Lease, failure: Failure): Promise<boolean> {
    const { nodeId, runId } = lease;
    if (lease.isVerification)
      return (await this.#takeBack(this.#roster.heard(nodeId), [lease], failure.error.name)).length > 0;
    const failed = await failRun(this.#durable, lease, failure);
    this.#roster.drop(lease);
    if (failed === undefined) return false;
    const { update, retrySeconds } = failed;
    this.#log.warn({ node: nodeId, run: runId, error: failure.error, state: update.state }, 'run failed');
    this.#feed.publishRuns([update]);
    if (retrySeconds !== null) setTimeout(() => this.nudge(), retrySeconds * 1000).unref();
    return true;
  }

  async #takeFor(node: ComputeNode, demand: Demand, capacity: number) {
    try {
      const assigned = await this.#writes.lease({ nodeId: node.id, ...demand });
      const spare = capacity - assigned.length;
      return { assigned, repeated: spare > 0 ? await this.#verification.take(node.id, spare) : [] };
    } catch (error) {
      // Nobody knows whether the database has given it something.
      node.hasLostLeases = true;
      throw error;
    }
  }

  /** The database was lost in the middle of a lease: what it had given by then never reached the node. */
  async #takeBackLost(node: ComputeNode): Promise<void> {
    if (!node.hasLostLeases) return;
    const leases = await readLeases(this.#durable, node.id);
    const lost = leases.filter((lease) => !this.#roster.has(lease));
    await this.#takeBack(node, lost, 'the database was lost before the node got the run');
    node.hasLostLeases = false;
  }

  #awaitReturn(node: ComputeNode, milliseconds: number): void {
    if (node.leases.size === 0 || this.#closed) return;
    node.startGrace(milliseconds, () => {
      this.#log.warn({ node: node.id, runs: node.leases.size }, 'node lost: its runs go elsewhere');
      this.#takeBack(node, [...node.leases.values()], 'the node was lost').catch((error: unknown) => {
        this.#log.error(
          { error: String(error) },
          'runs of a lost node could not be given back; trying again',
        );
        this.#awaitReturn(node, RETRY_MILLISECONDS);
      });
    });
  }

  async #takeBack(node: ComputeNode, leases: readonly Lease[], reason: string): Promise<RunUpdate[]> {
    if (leases.length === 0) return [];
    await this.#verification.giveBack(leases.filter(({ isVerification }) => isVerification));
    const updates = await giveBackRuns(
      this.#durable,
      leases.filter(({ isVerification }) => !isVerification),
      reason,
    );
    for (const lease of leases) {
      this.#roster.drop(lease);
      this.#conduct.attemptEnded(node.id, { kind: 'given-back', runId: lease.runId });
    }
    this.#log.info({ node: node.id, runs: leases.length, reason }, 'runs taken back');
    this.#feed.publishRuns(updates);
    this.#feed.publish({ kind: 'nodes' });
    this.nudge();
    return updates;
  }
}
