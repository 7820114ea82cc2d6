import type { Attempt, Lease as WireLease, NodeSummary } from '@crossover/protocol';
import type { Lease } from '../runs/lease.ts';
import { sameAttempt } from '../runs/run-row.ts';
import { ComputeNode, type NodeIdentity } from './compute-node.ts';

/** A node that has gone and has no runs is shown for so long. */
const FORGET_MILLISECONDS = 10 * 60_000;
/** Several reasons to look for work within so short a time make one nudge. */
const NUDGE_MILLISECONDS = 20;
/** A connected node that was heard of within so long is alive. */
const ALIVE_MILLISECONDS = 30_000;
/** A node has room for its threads and a small reserve, each place for two replicas. More keep it busy for long. */
export const RUNS_PER_THREAD = 3;

/** The nodes that are there or were lately, and which attempts each of them has. */
export class NodeRoster {
  readonly #nodes = new Map<string, ComputeNode>();
  /** Who has which run. */
  readonly #holders = new Map<string, Lease>();
  #nudge: NodeJS.Timeout | undefined;

  [Symbol.iterator](): IterableIterator<ComputeNode> {
    return this.#nodes.values();
  }

  find(nodeId: string): ComputeNode | undefined {
    return this.#nodes.get(nodeId);
  }

  /** The node of this identity, taken up when it is new. */
  admit(identity: NodeIdentity): ComputeNode {
    const known = this.#nodes.get(identity.nodeId);
    if (known !== undefined) return known;
    const node = new ComputeNode(identity, Date.now());
    this.#nodes.set(identity.nodeId, node);
    return node;
  }

  /** The same, when all that is known of it is its id: from a lease in the database, say. */
  heard(nodeId: string): ComputeNode {
    const node = this.admit({ nodeId, name: nodeId, threads: 0, softwareVersion: '' });
    node.lastHeardAt = Date.now();
    node.heardAt = performance.now();
    return node;
  }

  /** The lease that this attempt of a node is, if it still is one. */
  leaseOf(nodeId: string, runId: string, attempt: Attempt): Lease | undefined {
    const lease = this.heard(nodeId).leases.get(runId);
    if (lease === undefined || !sameAttempt(lease.attempt, attempt)) return undefined;
    lease.mentionedAt = performance.now();
    return lease;
  }

  /** Notes who has a run now. If another node still seemed to have it, the queue has taken it away since. */
  grant(lease: Lease): void {
    const former = this.#holders.get(lease.runId);
    if (former !== undefined) {
      this.drop(former);
      const same = former.nodeId === lease.nodeId && sameAttempt(former.attempt, lease.attempt);
      if (!same) this.find(former.nodeId)?.channel?.cancel(former);
    }
    this.#holders.set(lease.runId, lease);
    this.heard(lease.nodeId).leases.set(lease.runId, lease);
  }

  has({ nodeId, runId, attempt }: Lease): boolean {
    const lease = this.find(nodeId)?.leases.get(runId);
    return lease !== undefined && sameAttempt(lease.attempt, attempt);
  }

  drop(lease: Lease): void {
    const leases = this.find(lease.nodeId)?.leases;
    if (leases?.get(lease.runId) === lease) leases.delete(lease.runId);
    if (this.#holders.get(lease.runId) === lease) this.#holders.delete(lease.runId);
  }

  /** Asks the nodes to hand these attempts back after a last report. */
  askBack(wanted: readonly WireLease[]): void {
    for (const { runId, attempt } of wanted) {
      const lease = this.#holders.get(runId);
      if (lease === undefined || !sameAttempt(lease.attempt, attempt)) continue;
      this.find(lease.nodeId)?.channel?.cancel(lease, { graceful: true });
    }
  }

  /** Tells the nodes to stop these attempts, which the database has ended already. */
  cancel(ended: readonly WireLease[]): void {
    for (const { runId, attempt } of ended) {
      const lease = this.#holders.get(runId);
      if (lease === undefined || !sameAttempt(attempt, lease.attempt)) continue;
      this.drop(lease);
      this.find(lease.nodeId)?.channel?.cancel(lease);
    }
  }

  /** Threads of all nodes that are connected. */
  threadsTogether(): number {
    let threads = 0;
    for (const node of this) if (node.channel !== null) threads += node.threads;
    return threads;
  }

  /** The attempts of nodes that are connected and speak. */
  aliveLeases(now: number): Lease[] {
    const nodes = [...this].filter(
      (node) => node.channel !== null && node.heardAt > now - ALIVE_MILLISECONDS,
    );
    return nodes.flatMap((node) => [...node.leases.values()]);
  }

  /** Tells the nodes that have room that there may be work. */
  nudge(): void {
    this.#nudge ??= setTimeout(() => {
      this.#nudge = undefined;
      for (const node of this) {
        if (node.leases.size < RUNS_PER_THREAD * node.threads) node.channel?.workAvailable();
      }
    }, NUDGE_MILLISECONDS);
  }

  /** Forgets the nodes that have been gone for long, and says which. */
  tidy(now: number): string[] {
    const gone = [...this].filter(
      ({ channel, leases, heardAt }) =>
        channel === null && leases.size === 0 && heardAt < now - FORGET_MILLISECONDS,
    );
    for (const { id } of gone) this.#nodes.delete(id);
    return gone.map(({ id }) => id);
  }

  summaries(): NodeSummary[] {
    return [...this].map((node) => node.summary());
  }

  close(): void {
    clearTimeout(this.#nudge);
    for (const node of this) node.endGrace();
  }
}
