import type { Attempt, Lease as WireLease, NodeSummary, RunUpdate } from '@crossover/protocol';
import type { FastifyBaseLogger } from 'fastify';
import type { LabFeed } from '../lab-feed.ts';
import { assignRuns, type AssignedRun } from '../runs/assign-runs.ts';
import { completeRun, isKept, type Completion } from '../runs/complete-run.ts';
import { confirmLeases, readLeases } from '../runs/confirm-leases.ts';
import type { Durable } from '../runs/durable.ts';
import { expireAttempts } from '../runs/expire-attempts.ts';
import { failRun, type Failure } from '../runs/fail-run.ts';
import { giveBackRuns } from '../runs/give-back.ts';
import type { Lease } from '../runs/lease.ts';
import { recordReport, type Report } from '../runs/record-report.ts';
import type { ComputeNode, NodeChannel, NodeIdentity } from './compute-node.ts';
import { NodeRoster } from './node-roster.ts';
import type { WorkRate } from './work-rate.ts';

export interface DispatchTimes {
  /** How long a node that lost its connection may take to come back to its runs. */
  readonly nodeGraceMilliseconds: number;
  /** The same after the coordinator itself was restarted, when every node has to come back. */
  readonly restartGraceMilliseconds: number;
}

/** A node's attempts are confirmed to the queue this often; the queue takes it for dead after a minute. */
const TOUCH_MILLISECONDS = 15_000;
/** A connected node that has not spoken of a run for so long never learnt that it has it. */
const SILENCE_MILLISECONDS = 60_000;
const HOUSEKEEPING_MILLISECONDS = 15_000;
const RETRY_MILLISECONDS = 1_000;

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
  readonly #roster = new NodeRoster();
  #housekeeping: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(durable: Durable, feed: LabFeed, rate: WorkRate, times: DispatchTimes, log: FastifyBaseLogger) {
    this.#durable = durable;
    this.#feed = feed;
    this.#rate = rate;
    this.#times = times;
    this.#log = log;
  }

  /** Takes up what nodes had before the coordinator was stopped or killed, and waits for them to return. */
  async start(): Promise<void> {
    await expireAttempts(this.#durable);
    for (const lease of await readLeases(this.#durable)) this.#roster.grant(lease);
    for (const node of this.#roster) this.#awaitReturn(node, this.#times.restartGraceMilliseconds);
    this.#housekeeping = setInterval(() => void this.#keepHouse(), HOUSEKEEPING_MILLISECONDS);
  }

  close(): void {
    this.#closed = true;
    clearInterval(this.#housekeeping);
    this.#roster.close();
  }

  nodes(): NodeSummary[] {
    return this.#roster.summaries();
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
      for (const lease of confirmed) node.leases.set(lease.runId, lease);
      await this.#takeBack(node, unclaimed, 'the node came back without the run');
    } catch (error) {
      // The node will say hello again, but may be lost before it does.
      this.#awaitReturn(node, this.#times.nodeGraceMilliseconds);
      throw error;
    }
    const keep = confirmed.map(({ runId }) => runId);
    const kept = new Set(keep);
    return { keep, drop: [...claims].filter((runId) => !kept.has(runId)) };
  }

  async lease(nodeId: string, channel: NodeChannel, capacity: number): Promise<AssignedRun[]> {
    const node = this.#roster.heard(nodeId);
    const assigned = await assignRuns(this.#durable, nodeId, capacity);
    const leases = assigned.map(({ runId, attempt, specification, work, fraction }): Lease => ({
      runId,
      nodeId,
      attempt,
      specification,
      work,
      fraction,
      mentionedAt: Date.now(),
    }));
    for (const lease of leases) this.#roster.grant(lease);
    this.#feed.publishRuns(assigned.map(({ update }) => update));
    if (node.channel !== channel) {
      // The connection that asked has ended: nobody will ever read the answer.
      await this.#takeBack(node, leases, 'the node left before it got the run');
      return [];
    }
    if (assigned.length > 0) this.#feed.publish({ kind: 'nodes' });
    return assigned;
  }

  /** False when the attempt has been replaced or cancelled: the node stops it. */
  async report(nodeId: string, runId: string, report: Report): Promise<boolean> {
    const lease = this.#roster.leaseOf(nodeId, runId, report.attempt);
    if (lease === undefined) return false;
    const recorded = await recordReport(this.#durable, lease, report);
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
    const completed = lease && (await completeRun(this.#durable, lease, completion));
    if (lease === undefined || completed === undefined) {
      if (lease !== undefined) this.#roster.drop(lease);
      return isKept(this.#durable, runId, completion.digest);
    }
    this.#progressed(lease, 1);
    this.#roster.drop(lease);
    this.#feed.publish({
      kind: 'run',
      update: completed.update,
      points: { firstIndex: 0, risk: completed.risk },
    });
    return true;
  }

  async fail(nodeId: string, runId: string, failure: Failure): Promise<boolean> {
    const lease = this.#roster.leaseOf(nodeId, runId, failure.attempt);
    const update = lease && (await failRun(this.#durable, lease, failure));
    if (lease !== undefined) this.#roster.drop(lease);
    if (update === undefined) return false;
    this.#log.warn({ node: nodeId, run: runId, error: failure.error, state: update.state }, 'run failed');
    this.#feed.publishRuns([update]);
    if (update.state === 'queued') this.nudge();
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
    const now = Date.now();
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
    if (now - node.lastTouchedAt >= TOUCH_MILLISECONDS) {
      const attempts = [...node.leases.values()].map(({ attempt }) => attempt);
      const { database, queue } = this.#durable;
      await database.transaction().execute((transaction) => queue.touchAll(transaction, attempts));
      node.lastTouchedAt = now;
    }
  }

  /** Tells the nodes to stop these runs. The database has been changed already. */
  cancelRuns(ended: readonly RunUpdate[]): void {
    this.#roster.cancel(ended);
    this.#feed.publish({ kind: 'nodes' });
  }

  /** Tells all nodes that there may be work. */
  nudge(): void {
    this.#roster.nudge();
  }

  #progressed(lease: Lease, fraction: number): void {
    this.#rate.record(lease.nodeId, (fraction - lease.fraction) * lease.work, Date.now());
    lease.fraction = fraction;
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
    const updates = await giveBackRuns(this.#durable, leases, reason);
    for (const lease of leases) this.#roster.drop(lease);
    this.#log.info({ node: node.id, runs: leases.length, reason }, 'runs taken back');
    this.#feed.publishRuns(updates);
    this.#feed.publish({ kind: 'nodes' });
    this.nudge();
    return updates;
  }

  async #keepHouse(): Promise<void> {
    this.#roster.tidy(Date.now());
    try {
      const updates = await expireAttempts(this.#durable);
      if (updates.length === 0) return;
      this.cancelRuns(updates);
      this.#feed.publishRuns(updates);
      this.nudge();
    } catch (error) {
      if (!this.#closed)
        this.#log.error({ error: String(error) }, 'expired attempts could not be taken back');
    }
  }
}
