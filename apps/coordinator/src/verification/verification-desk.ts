import type { RunUpdate } from '@crossover/protocol';
import type { FastifyBaseLogger } from 'fastify';
import { messages } from '../messages.ts';
import type { Completion } from '../runs/complete-run.ts';
import type { Durable } from '../runs/durable.ts';
import type { Lease } from '../runs/lease.ts';
import { recomputeResultsOf } from './recompute-results.ts';
import { settleVerification, type Settlement } from './settle-verification.ts';
import {
  anyVerificationWaits,
  giveBackVerifications,
  recoverVerifications,
  takeVerifications,
} from './take-verifications.ts';

const RECOVERY_MILLISECONDS = 30_000;

/** Keeps a node from work until an operator has looked at it. */
export interface Quarantine {
  quarantine(nodeId: string, reason: string): Promise<void>;
}

/**
 * Has a share of the finished runs computed again on other nodes, when there is nothing else to do, and
 * compares them bit for bit. Two nodes that agree are right; a node that differs from them goes into
 * quarantine, and what it alone has computed is computed again.
 */
export class VerificationDesk {
  readonly #durable: Durable;
  readonly #quarantine: Quarantine;
  readonly #log: FastifyBaseLogger;
  #recovery: NodeJS.Timeout | undefined;
  #anyWaits: Promise<boolean> | undefined;

  constructor(durable: Durable, quarantine: Quarantine, log: FastifyBaseLogger) {
    this.#durable = durable;
    this.#quarantine = quarantine;
    this.#log = log;
  }

  async start(): Promise<void> {
    await recoverVerifications(this.#durable);
    this.#recovery = setInterval(() => {
      recoverVerifications(this.#durable).catch((error: unknown) =>
        this.#log.error({ err: error }, 'verifications of lost coordinators could not be recovered'),
      );
    }, RECOVERY_MILLISECONDS);
  }

  close(): void {
    clearInterval(this.#recovery);
  }

  async take(nodeId: string, count: number): Promise<Lease[]> {
    // Idle nodes ask all at once: whether there is anything for them is looked up once for all.
    this.#anyWaits ??= anyVerificationWaits(this.#durable).finally(() => (this.#anyWaits = undefined));
    return (await this.#anyWaits) ? takeVerifications(this.#durable, nodeId, count) : [];
  }

  giveBack(leases: readonly Lease[]): Promise<void> {
    return giveBackVerifications(this.#durable, leases);
  }

  /** Takes what a node found; undefined when its attempt has been replaced. */
  async settle(lease: Lease, completion: Completion): Promise<Settlement | undefined> {
    const settlement = await settleVerification(this.#durable, lease, completion);
    if (settlement?.verdict === 'undecided') {
      this.#log.error(
        { run: lease.runId, node: lease.nodeId },
        'two nodes found different bits for a run: a third one decides',
      );
    }
    return settlement;
  }

  /** A node has returned wrong bits: it gets no more work, and what nobody has confirmed of it is computed again. */
  async convict(nodeId: string, runId: string): Promise<RunUpdate[]> {
    await this.#quarantine.quarantine(nodeId, messages.wrongBits(runId));
    const recomputed = await recomputeResultsOf(this.#durable, nodeId);
    this.#log.error(
      { node: nodeId, runs: recomputed.length },
      'results of a node with wrong bits are computed again',
    );
    return recomputed;
  }
}
