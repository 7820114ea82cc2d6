import type { RunUpdate } from '@crossover/protocol';
import { isOverdue } from '../runs/deadline.ts';
import type { Durable } from '../runs/durable.ts';
import { expireAttempts } from '../runs/expire-attempts.ts';
import type { Lease } from '../runs/lease.ts';
import type { NodeRoster } from './node-roster.ts';

/** Attempts are confirmed to the queue this often; it takes those for dead that were not for a minute. */
const INTERVAL_MILLISECONDS = 15_000;
/** A timer that is so late was not: this process stood still, and what nodes told it meanwhile is unread. */
const STANDSTILL_MILLISECONDS = 5_000;
/** Attempts in one transaction. */
const BATCH = 1000;

export interface HousekeepingEvents {
  /** The attempt has taken too long. */
  overdue(lease: Lease, now: number): Promise<void>;
  /** The node has been gone for long. */
  forgotten(nodeId: string): void;
  /** The queue has expired these attempts. */
  expired(updates: readonly RunUpdate[]): void;
  failed(error: unknown): void;
}

/**
 * What has to be looked after while nothing happens: that the queue knows which attempts are alive, that
 * those which are not are taken back, and that none takes for ever.
 */
export class Housekeeping {
  readonly #durable: Durable;
  readonly #roster: NodeRoster;
  readonly #events: HousekeepingEvents;
  #timer: NodeJS.Timeout | undefined;
  #dueAt = 0;
  #busy = false;

  constructor(durable: Durable, roster: NodeRoster, events: HousekeepingEvents) {
    this.#durable = durable;
    this.#roster = roster;
    this.#events = events;
  }

  start(): void {
    this.#dueAt = performance.now() + INTERVAL_MILLISECONDS;
    this.#timer = setInterval(() => void this.#whenDue(), INTERVAL_MILLISECONDS);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  async #whenDue(): Promise<void> {
    const now = performance.now();
    const late = now - this.#dueAt;
    this.#dueAt = now + INTERVAL_MILLISECONDS;
    if (late > STANDSTILL_MILLISECONDS) this.#excuse(late);
    // After a standstill the next round judges: by then everybody will have been heard.
    if (this.#busy || late > STANDSTILL_MILLISECONDS) return;
    this.#busy = true;
    try {
      await this.keep(now);
    } catch (error) {
      this.#events.failed(error);
    } finally {
      this.#busy = false;
    }
  }

  /** One round. `now` is on the process's own clock. */
  async keep(now: number): Promise<void> {
    for (const nodeId of this.#roster.tidy(now)) this.#events.forgotten(nodeId);
    const alive = this.#roster.aliveLeases(now);
    // Before anything is expired: after a jump of the database's clock every attempt seems to be untouched.
    await this.confirm(alive);
    for (const lease of alive) {
      const { deadline, fraction } = lease;
      if (deadline !== null && isOverdue(deadline, fraction, now)) await this.#events.overdue(lease, now);
    }
    const updates = await expireAttempts(this.#durable);
    if (updates.length > 0) this.#events.expired(updates);
  }

  /** Tells the queue that these attempts are alive. */
  async confirm(leases: readonly Lease[]): Promise<void> {
    const { database, queue } = this.#durable;
    for (let first = 0; first < leases.length; first += BATCH) {
      const attempts = leases.slice(first, first + BATCH).map(({ attempt }) => attempt);
      await database.transaction().execute((transaction) => queue.touchAll(transaction, attempts));
    }
  }

  /** The time in which this process stood still is not held against anybody. */
  #excuse(milliseconds: number): void {
    for (const node of this.#roster) {
      for (const { deadline } of node.leases.values()) {
        if (deadline !== null) deadline.startedAt += milliseconds;
      }
    }
  }
}
