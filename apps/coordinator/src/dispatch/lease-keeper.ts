import type { Lease as WireLease, RunUpdate } from '@crossover/protocol';
import { confirmLeases, readLeases } from '../runs/confirm-leases.ts';
import { deadlineOf } from '../runs/deadline.ts';
import { giveBackRuns } from '../runs/give-back.ts';
import type { Lease } from '../runs/lease.ts';
import type { ComputeNode } from './compute-node.ts';
import { workLeft } from './lease-demand.ts';
import type { Desk } from './surroundings.ts';

const RETRY_MILLISECONDS = 1_000;
/** What one coordinator tells the others has arrived by then. */
const NEWS_MILLISECONDS = 2_000;

/** Who has which run, from the moment it is given out until it is back: nothing stays with a node that is lost. */
export class LeaseKeeper {
  readonly #desk: Desk;
  readonly #graceMilliseconds: number;
  #closed = false;

  /** @param graceMilliseconds how long a node that lost its connection may take to come back */
  constructor(desk: Desk, graceMilliseconds: number) {
    this.#desk = desk;
    this.#graceMilliseconds = graceMilliseconds;
  }

  close(): void {
    this.#closed = true;
  }

  /** A node has the run; from now on the attempt has so long. */
  grant(node: ComputeNode, lease: Lease): void {
    this.#desk.roster.grant(lease);
    const { work, fraction } = lease;
    const own = work * (1 - fraction);
    // Those that the node has already come first, as many at a time as it has threads.
    const before = (workLeft(node) - own) / Math.max(1, node.threads);
    const speed = this.#desk.conduct.speedOf(node.id);
    lease.deadline = deadlineOf(before + own, speed, { now: performance.now(), fraction });
  }

  /**
   * Looks up which leases are this coordinator's, and waits for the nodes of those that it did not know of:
   * they were a dead coordinator's, or the answer that granted them was lost with the database.
   */
  async takeUp(): Promise<void> {
    for (const nodeId of await this.readUnknown()) {
      const node = this.#desk.roster.find(nodeId);
      if (node?.channel === null) this.awaitReturn(node);
    }
  }

  /** The same without waiting for anybody yet. Gives the nodes whose leases it did not know of. */
  async readUnknown(): Promise<ReadonlySet<string>> {
    const { durable, roster } = this.#desk;
    const leases = await readLeases(durable);
    const unknown = leases.filter((lease) => !roster.has(lease));
    for (const lease of unknown) {
      // A connected node has its runs from the answer to its request, which may still be under way.
      if (roster.find(lease.nodeId)?.channel) continue;
      roster.grant(lease);
    }
    return new Set(unknown.map(({ nodeId }) => nodeId));
  }

  /** The other coordinators took this one for dead, and its leases for theirs: connected nodes keep what they can. */
  async reclaim(): Promise<void> {
    const { durable, feed, verification, roster } = this.#desk;
    for (const node of roster) {
      const leases = [...node.leases.values()];
      const claimed = node.channel === null ? [] : leases;
      const confirmed = await confirmLeases(durable, node.id, claimed);
      const kept = new Set(confirmed.map(({ runId }) => runId));
      const lost = leases.filter(({ runId }) => !kept.has(runId));
      for (const lease of lost) {
        roster.drop(lease);
        node.channel?.cancel(lease);
      }
      await verification.giveBack(lost.filter(({ isVerification }) => isVerification));
    }
    feed.publish({ kind: 'nodes' });
  }

  /** Which of the runs that a returning node claims are its own; what it does not claim it does not have. */
  async confirm(node: ComputeNode, claimed: readonly WireLease[]): Promise<Lease[]> {
    const { durable, roster } = this.#desk;
    const claims = new Set(claimed.map(({ runId }) => runId));
    const unclaimed = [...node.leases.values()].filter(({ runId }) => !claims.has(runId));
    node.endGrace();
    try {
      const confirmed = await confirmLeases(durable, node.id, claimed);
      for (const lease of confirmed) this.grant(node, lease);
      await this.takeBack(node, unclaimed, 'the node came back without the run');
      const repeated = claimed.flatMap((claim) => {
        const lease = roster.leaseOf(node.id, claim.runId, claim.attempt);
        return lease?.isVerification ? [lease] : [];
      });
      return [...confirmed, ...repeated];
    } catch (error) {
      // The node will say hello again, but may be lost before it does.
      this.awaitReturn(node);
      throw error;
    }
  }

  /** The node has lost its connection: it may come back to its runs for a while, then they go elsewhere. */
  awaitReturn(node: ComputeNode, milliseconds = this.#graceMilliseconds): void {
    if (node.leases.size === 0 || this.#closed) return;
    const { log } = this.#desk;
    node.startGrace(milliseconds, () => {
      log.warn({ node: node.id, runs: node.leases.size }, 'node lost: its runs go elsewhere');
      this.takeBack(node, [...node.leases.values()], 'the node was lost').catch((error: unknown) => {
        log.error({ error: String(error) }, 'runs of a lost node could not be given back; trying again');
        this.awaitReturn(node, RETRY_MILLISECONDS);
      });
    });
  }

  /** The node has said hello elsewhere. What it has not claimed there it does not have: nobody needs to wait for it. */
  arrivedElsewhere(nodeId: string): void {
    const node = this.#desk.roster.find(nodeId);
    if (node === undefined) return;
    // A node that has just come here was there before: the news is older than its arrival.
    if (performance.now() - node.greetedAt < NEWS_MILLISECONDS) return;
    // A connection that is still open here is the remains of a network that was cut.
    if (node.channel !== null) node.channel.disconnect();
    else this.awaitReturn(node, 0);
  }

  /** The database was lost in the middle of a lease: what it had given by then never reached the node. */
  async takeBackLost(node: ComputeNode): Promise<void> {
    if (!node.hasLostLeases) return;
    const { durable, roster } = this.#desk;
    const leases = await readLeases(durable, node.id);
    const lost = leases.filter((lease) => !roster.has(lease));
    await this.takeBack(node, lost, 'the database was lost before the node got the run');
    node.hasLostLeases = false;
  }

  /** Takes everything from a node that is to have it no more, and tells it so. */
  async takeBackFrom(nodeId: string, reason: string): Promise<void> {
    const node = this.#desk.roster.find(nodeId);
    if (node === undefined) return;
    const leases = [...node.leases.values()];
    await this.takeBack(node, leases, reason);
    for (const lease of leases) node.channel?.cancel(lease);
  }

  async takeBack(node: ComputeNode, leases: readonly Lease[], reason: string): Promise<RunUpdate[]> {
    if (leases.length === 0) return [];
    const { durable, feed, log, conduct, verification, roster, nudge } = this.#desk;
    await verification.giveBack(leases.filter(({ isVerification }) => isVerification));
    const updates = await giveBackRuns(
      durable,
      leases.filter(({ isVerification }) => !isVerification),
      reason,
    );
    for (const lease of leases) {
      roster.drop(lease);
      conduct.attemptEnded(node.id, { kind: 'given-back', runId: lease.runId });
    }
    log.info({ node: node.id, runs: leases.length, reason }, 'runs taken back');
    feed.publishRuns(updates);
    feed.publish({ kind: 'nodes' });
    nudge();
    return updates;
  }
}
