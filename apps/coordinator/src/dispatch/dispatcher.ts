import type { Attempt, Lease as WireLease, NodeSummary, RunUpdate } from '@crossover/protocol';
import type { Note } from '../cluster/note.ts';
import type { AssignedRun } from '../runs/assign-runs.ts';
import type { Completion } from '../runs/complete-run.ts';
import { expireAttempts } from '../runs/expire-attempts.ts';
import type { Failure } from '../runs/fail-run.ts';
import type { Lease } from '../runs/lease.ts';
import type { Report } from '../runs/record-report.ts';
import { RunWrites } from '../runs/run-writes.ts';
import { AttemptEndings } from './attempt-endings.ts';
import type { ComputeNode, NodeChannel, NodeIdentity } from './compute-node.ts';
import { Housekeeping } from './housekeeping.ts';
import { leaseDemand } from './lease-demand.ts';
import { LeaseKeeper } from './lease-keeper.ts';
import type { AskedRuns, GivenRun, NodeLoad } from './node-requests.ts';
import { NodeRoster } from './node-roster.ts';
import { relief } from './relief.ts';
import { SilenceWatch } from './silence-watch.ts';
import type { Desk, DispatchSurroundings } from './surroundings.ts';

export interface DispatchTimes {
  /** How long a node that lost its connection may take to come back to its runs. */
  readonly nodeGraceMilliseconds: number;
  /** The same after the coordinator itself was restarted, when every node has to come back. */
  readonly restartGraceMilliseconds: number;
}

/** A connected node that has not spoken of a run for so long never learnt that it has it. */
const SILENCE_MILLISECONDS = 60_000;

/**
 * Gives runs to nodes and takes them back. Every decision is the database's; what is kept here is only who
 * is connected and which attempts they have, and it is rebuilt from the database after a restart.
 */
export class Dispatcher {
  readonly #desk: Desk;
  readonly #times: DispatchTimes;
  readonly #writes: RunWrites;
  readonly #keeper: LeaseKeeper;
  readonly #endings: AttemptEndings;
  readonly #housekeeping: Housekeeping;
  readonly #roster = new NodeRoster();
  readonly #silence: SilenceWatch;
  #closed = false;

  constructor(surroundings: DispatchSurroundings, times: DispatchTimes) {
    this.#desk = { ...surroundings, roster: this.#roster, nudge: () => this.nudge() };
    this.#times = times;
    this.#writes = new RunWrites(surroundings.durable);
    this.#keeper = new LeaseKeeper(this.#desk, times.nodeGraceMilliseconds);
    this.#endings = new AttemptEndings(this.#desk, this.#writes, this.#keeper);
    this.#housekeeping = new Housekeeping(surroundings.durable, this.#roster, {
      overdue: (lease, now) => this.#endings.abandon(lease, now),
      forgotten: (nodeId) => surroundings.conduct.forget(nodeId),
      expired: (updates) => this.#expired(updates),
      failed: (error) => {
        if (!this.#closed) surroundings.log.error({ err: error }, 'expired attempts could not be taken back');
      },
    });
    this.#silence = new SilenceWatch(this.#roster, () => surroundings.feed.publish({ kind: 'nodes' }));
  }

  /** Takes up what nodes had before the coordinator was stopped or killed. */
  async start(): Promise<void> {
    await this.#keeper.readUnknown();
    // Nobody could confirm them while the coordinator was away; their nodes may be at work all the same.
    await this.#housekeeping.confirm([...this.#roster].flatMap((node) => [...node.leases.values()]));
    await expireAttempts(this.#desk.durable);
    this.#desk.feed.onNote((note) => this.#hear(note));
    this.#housekeeping.start();
    this.#silence.start();
  }

  /**
   * Nodes can connect from now on. Those that had runs before get their time to return to them from here, however
   * long it took from the start until the coordinator listened.
   */
  awaitNodes(): void {
    for (const node of this.#roster) {
      if (node.channel === null) this.#keeper.awaitReturn(node, this.#times.restartGraceMilliseconds);
    }
  }

  close(): void {
    this.#closed = true;
    this.#housekeeping.stop();
    this.#silence.stop();
    this.#keeper.close();
    this.#roster.close();
  }

  nodes(): NodeSummary[] {
    return this.#roster.summaries().map((node) => this.#desk.conduct.describe(node));
  }

  connect(identity: NodeIdentity, channel: NodeChannel): void {
    const { log, feed } = this.#desk;
    const node = this.#roster.admit(identity);
    const former = node.channel;
    node.name = identity.name;
    node.threads = identity.threads;
    node.softwareVersion = identity.softwareVersion;
    node.channel = channel;
    node.lastHeardAt = Date.now();
    node.heardAt = performance.now();
    if (former !== null) {
      log.warn({ node: node.id }, 'node connected again before its former connection ended');
      former.disconnect();
      this.#keeper.awaitReturn(node);
    }
    log.info({ node: node.id, threads: node.threads }, 'node connected');
    feed.publish({ kind: 'nodes' });
  }

  disconnected(nodeId: string, channel: NodeChannel): void {
    const { log, feed, rate } = this.#desk;
    const node = this.#roster.find(nodeId);
    if (node === undefined || node.channel !== channel) return;
    node.channel = null;
    node.lastHeardAt = Date.now();
    rate.removeNode(nodeId);
    log.info({ node: nodeId, runs: node.leases.size }, 'node disconnected');
    this.#keeper.awaitReturn(node);
    feed.publish({ kind: 'nodes' });
  }

  /** What a node that has just connected is still working on: which of it is still its own. */
  async hello(nodeId: string, claimed: readonly WireLease[]): Promise<{ keep: string[]; drop: string[] }> {
    const node = this.#roster.heard(nodeId);
    const confirmed = await this.#keeper.confirm(node, claimed);
    node.greetedAt = performance.now();
    this.#desk.feed.tellOthers({ kind: 'node-arrived', nodeId });
    const keep = confirmed.map(({ runId }) => runId);
    const kept = new Set(keep);
    const claims = new Set(claimed.map(({ runId }) => runId));
    return { keep, drop: [...claims].filter((runId) => !kept.has(runId)) };
  }

  async lease(nodeId: string, channel: NodeChannel, asked: AskedRuns): Promise<readonly GivenRun[]> {
    const { conduct, feed } = this.#desk;
    const node = this.#roster.heard(nodeId);
    await relief(node, () => this.#writes.isBehind);
    if (!conduct.mayLease(nodeId)) return [];
    await this.#keeper.takeBackLost(node);
    const { assigned, repeated } = await this.#takeFor(node, asked);
    const leases = [...assigned.map((run) => leaseOf(nodeId, run)), ...repeated];
    for (const lease of leases) this.#keeper.grant(node, lease);
    feed.publishRuns(assigned.map(({ update }) => update));
    if (node.channel !== channel) {
      // The connection that asked has ended: nobody will ever read the answer.
      await this.#keeper.takeBack(node, leases, 'the node left before it got the run');
      return [];
    }
    if (leases.length > 0) feed.publish({ kind: 'nodes' });
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
    const { update, points } = recorded;
    if (update !== null) {
      this.#endings.progressed(lease, report.fraction);
      this.#desk.feed.publish({ kind: 'run', update, points });
    }
    return true;
  }

  /** True when the result is kept, from this delivery or an earlier one. */
  complete(nodeId: string, runId: string, completion: Completion): Promise<boolean> {
    return this.#endings.complete(nodeId, runId, completion);
  }

  /** False when the attempt has been replaced. */
  fail(nodeId: string, runId: string, failure: Failure): Promise<boolean> {
    return this.#endings.fail(nodeId, runId, failure);
  }

  async release(nodeId: string, runId: string, attempt: Attempt): Promise<boolean> {
    const lease = this.#roster.leaseOf(nodeId, runId, attempt);
    if (lease === undefined) return false;
    const node = this.#roster.heard(nodeId);
    const updates = await this.#keeper.takeBack(node, [lease], 'the node handed it back');
    return updates.length > 0;
  }

  async heartbeat(nodeId: string, load: NodeLoad): Promise<void> {
    const node = this.#roster.heard(nodeId);
    const now = performance.now();
    node.busyThreads = load.busyThreads;
    node.threads = load.threads;
    node.stepsPerSecond = load.stepsPerSecond;
    for (const { runId } of load.runs) {
      const lease = node.leases.get(runId);
      if (lease !== undefined) lease.mentionedAt = now;
    }
    this.#desk.feed.publish({ kind: 'nodes' });
    const silent = [...node.leases.values()].filter(
      ({ mentionedAt }) => mentionedAt < now - SILENCE_MILLISECONDS,
    );
    await this.#keeper.takeBack(node, silent, 'the node never spoke of the run');
  }

  /** Another coordinator has found out that the node returns wrong bits; the last of them may have arrived here. */
  convictedElsewhere(nodeId: string): Promise<void> {
    return this.#endings.convicted(nodeId);
  }

  /** Looks up what has become this coordinator's, because another one has died or the database was lost. */
  takeUpLeases(): Promise<void> {
    return this.#keeper.takeUp();
  }

  /** The other coordinators took this one for dead. */
  reclaimLeases(): Promise<void> {
    return this.#keeper.reclaim();
  }

  /**
   * Tells the nodes to stop these runs. The database has been changed already, except when it is `graceful`:
   * then the attempts are still theirs, and they hand them back after a last report.
   */
  cancelRuns(ended: readonly RunUpdate[], { graceful = false } = {}): void {
    const leases = ended.flatMap(({ id, attempt }) => (attempt ? [{ runId: id, attempt }] : []));
    if (leases.length === 0) return;
    this.#desk.feed.tellOthers({ kind: 'cancel', leases, graceful });
    this.#cancelHere(leases, graceful);
  }

  /** Tells all nodes that there may be work. */
  nudge(): void {
    if (this.#closed) return;
    this.#desk.feed.tellOthers({ kind: 'work-available' });
    this.#roster.nudge();
  }

  /** What another coordinator tells, as far as it concerns the nodes here. */
  #hear(note: Note): void {
    if (note.kind === 'cancel') this.#cancelHere(note.leases, note.graceful);
    else if (note.kind === 'work-available') this.#roster.nudge();
    else if (note.kind === 'node-arrived') this.#keeper.arrivedElsewhere(note.nodeId);
  }

  #cancelHere(leases: readonly WireLease[], graceful: boolean): void {
    if (graceful) this.#roster.askBack(leases);
    else this.#roster.cancel(leases);
    this.#desk.feed.publish({ kind: 'nodes' });
  }

  #expired(updates: readonly RunUpdate[]): void {
    this.cancelRuns(updates);
    this.#desk.feed.publishRuns(updates);
    this.nudge();
  }

  async #takeFor(node: ComputeNode, asked: AskedRuns) {
    const { conduct, verification } = this.#desk;
    // More at a time would save the nodes nothing while their results wait here, and take memory.
    const wanted = this.#writes.isBehind ? { capacity: asked.capacity } : asked;
    const demand = leaseDemand(node, wanted, {
      speed: conduct.speedOf(node.id),
      threadsTogether: this.#roster.threadsTogether(),
    });
    try {
      const assigned = await this.#writes.lease({ nodeId: node.id, ...demand });
      const spare = asked.capacity - assigned.length;
      return { assigned, repeated: spare > 0 ? await verification.take(node.id, spare) : [] };
    } catch (error) {
      // Nobody knows whether the database has given it something.
      node.hasLostLeases = true;
      throw error;
    }
  }
}

function leaseOf(nodeId: string, { runId, attempt, specification, work, fraction }: AssignedRun): Lease {
  const mentionedAt = performance.now();
  return { runId, nodeId, attempt, specification, work, fraction, mentionedAt, deadline: null };
}
