import type { FastifyBaseLogger } from 'fastify';
import type { LabFeed } from '../lab-feed.ts';
import type { Completion } from '../runs/complete-run.ts';
import type { Durable } from '../runs/durable.ts';
import type { Lease } from '../runs/lease.ts';
import { readDoubtedNodes, recomputeResultsOf } from './recompute-results.ts';
import { settleVerification, type Settlement } from './settle-verification.ts';
import {
  anyVerificationWaits,
  giveBackVerifications,
  recoverVerifications,
  takeVerifications,
} from './take-verifications.ts';

const RECOVERY_MILLISECONDS = 30_000;

/** Who has to know what is decided about nodes. */
export interface NodeRegister {
  /** What is written about this node has been changed. */
  changed(nodeId: string): Promise<void>;
}

/**
 * Has a share of the finished runs computed again on other nodes, when there is nothing else to do, and
 * compares them bit for bit. Two nodes that agree are right; a node that differs from them goes into
 * quarantine, and what it alone has computed is computed again.
 */
export class VerificationDesk {
  readonly #durable: Durable;
  readonly #register: NodeRegister;
  readonly #feed: LabFeed;
  readonly #log: FastifyBaseLogger;
  #recovery: NodeJS.Timeout | undefined;
  #anyWaits: Promise<boolean> | undefined;
  /** What nodes here have, with the number of the attempt. */
  readonly #open = new Map<string, number>();

  constructor(durable: Durable, register: NodeRegister, feed: LabFeed, log: FastifyBaseLogger) {
    this.#durable = durable;
    this.#register = register;
    this.#feed = feed;
    this.#log = log;
  }

  async start(): Promise<void> {
    await this.#recover();
    this.#recovery = setInterval(() => this.#recoverNow(), RECOVERY_MILLISECONDS);
  }

  close(): void {
    clearInterval(this.#recovery);
  }

  async take(nodeId: string, count: number): Promise<Lease[]> {
    // Idle nodes ask all at once: whether there is anything for them is looked up once for all.
    this.#anyWaits ??= anyVerificationWaits(this.#durable).finally(() => (this.#anyWaits = undefined));
    if (!(await this.#anyWaits)) return [];
    const taken = await takeVerifications(this.#durable, nodeId, count);
    for (const { runId, attempt } of taken) this.#open.set(runId, attempt.retryCount);
    return taken;
  }

  async giveBack(leases: readonly Lease[]): Promise<void> {
    await giveBackVerifications(this.#durable, leases);
    for (const lease of leases) this.#close(lease);
  }

  /** Takes what a node found; undefined when its attempt has been replaced. */
  async settle(lease: Lease, completion: Completion): Promise<Settlement | undefined> {
    const settlement = await settleVerification(this.#durable, lease, completion);
    this.#close(lease);
    if (settlement?.verdict === 'undecided') {
      this.#log.error(
        { run: lease.runId, node: lease.nodeId },
        'two nodes found different bits for a run: a third one decides',
      );
    }
    return settlement;
  }

  /** A node that returned wrong bits is in quarantine now. */
  convicted(nodeId: string): Promise<void> {
    return this.#register.changed(nodeId);
  }

  /** What nobody has confirmed of a convicted node is computed again. */
  async recompute(nodeId: string): Promise<void> {
    const recomputed = await recomputeResultsOf(this.#durable, nodeId);
    this.#log.error(
      { node: nodeId, runs: recomputed.length },
      'runs of a node with wrong bits are computed again',
    );
    this.#feed.publishRuns(recomputed);
  }

  #close({ runId, attempt }: Lease): void {
    if (this.#open.get(runId) === attempt.retryCount) this.#open.delete(runId);
  }

  async #recover(): Promise<void> {
    const open = [...this.#open].map(([runId, retryCount]) => ({ runId, retryCount }));
    await recoverVerifications(this.#durable, open);
    // What a coordinator had begun when it died, or lost the database, is brought to its end.
    for (const nodeId of await readDoubtedNodes(this.#durable)) await this.recompute(nodeId);
  }

  #recoverNow(): void {
    this.#recover().catch((error: unknown) =>
      this.#log.error({ err: error }, 'lost verifications could not be recovered'),
    );
  }
}
