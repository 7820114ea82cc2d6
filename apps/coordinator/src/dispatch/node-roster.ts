import type { Attempt, NodeSummary, RunUpdate } from '@crossover/protocol';
import type { Lease } from '../runs/lease.ts';
import { sameAttempt } from '../runs/run-row.ts';
import { ComputeNode, type NodeIdentity } from './compute-node.ts';

/** A node that has gone and has no runs is shown for so long. */
const FORGET_MILLISECONDS = 10 * 60_000;
/** Several reasons to look for work within so short a time make one nudge. */
const NUDGE_MILLISECONDS = 20;

/** The nodes that are there or were lately, and which attempts each of them has. */
export class NodeRoster {
  readonly #nodes = new Map<string, ComputeNode>();
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
    return node;
  }

  /** The lease that this attempt of a node is, if it still is one. */
  leaseOf(nodeId: string, runId: string, attempt: Attempt): Lease | undefined {
    const lease = this.heard(nodeId).leases.get(runId);
    if (lease === undefined || !sameAttempt(lease.attempt, attempt)) return undefined;
    lease.mentionedAt = Date.now();
    return lease;
  }

  /** Notes who has a run now. If another node still seemed to have it, the queue has taken it away since. */
  grant(lease: Lease): void {
    for (const node of this) {
      const former = node.leases.get(lease.runId);
      if (former === undefined) continue;
      node.leases.delete(lease.runId);
      node.channel?.cancel(former);
    }
    this.heard(lease.nodeId).leases.set(lease.runId, lease);
  }

  drop(lease: Lease): void {
    const leases = this.find(lease.nodeId)?.leases;
    if (leases?.get(lease.runId) === lease) leases.delete(lease.runId);
  }

  /** Tells the nodes to stop these attempts, which the database has ended already. */
  cancel(ended: readonly RunUpdate[]): void {
    const attempts = new Map(ended.map(({ id, attempt }) => [id, attempt]));
    for (const node of this) {
      for (const lease of [...node.leases.values()]) {
        const attempt = attempts.get(lease.runId);
        if (!attempt || !sameAttempt(attempt, lease.attempt)) continue;
        this.drop(lease);
        node.channel?.cancel(lease);
      }
    }
  }

  /** Tells all nodes that there may be work. */
  nudge(): void {
    this.#nudge ??= setTimeout(() => {
      this.#nudge = undefined;
      for (const node of this) node.channel?.workAvailable();
    }, NUDGE_MILLISECONDS);
  }

  /** Forgets the nodes that have been gone for long. */
  tidy(now: number): void {
    for (const node of this) {
      const gone = node.channel === null && node.leases.size === 0;
      if (gone && node.lastHeardAt < now - FORGET_MILLISECONDS) this.#nodes.delete(node.id);
    }
  }

  summaries(): NodeSummary[] {
    return [...this].map((node) => node.summary());
  }

  close(): void {
    clearTimeout(this.#nudge);
    for (const node of this) node.endGrace();
  }
}
