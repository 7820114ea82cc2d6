import type { FastifyBaseLogger } from 'fastify';
import { setTimeout as delay } from 'node:timers/promises';

/** Whoever asks a coordinator to stop may kill it soon after: service managers wait for 10 to 90 seconds. */
const PATIENCE_MILLISECONDS = 9_000;

/** Each step has so long, even after one before it has taken all the time. */
const LEAST_MILLISECONDS = 250;

type Step = () => Promise<void> | void;

/**
 * What has been opened, to be closed in the opposite order. All of it together has a limited time: what hangs
 * is left behind, since everything that was acknowledged is in the database anyway.
 */
export class ClosingSequence {
  readonly #log: Pick<FastifyBaseLogger, 'info' | 'warn' | 'error'>;
  readonly #patience: number;
  readonly #steps: Step[] = [];
  #closing: Promise<void> | undefined;

  constructor(log: Pick<FastifyBaseLogger, 'info' | 'warn' | 'error'>, patience = PATIENCE_MILLISECONDS) {
    this.#log = log;
    this.#patience = patience;
  }

  push(step: Step): void {
    this.#steps.push(step);
  }

  /** However often it is asked for, it is done once. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    const startedAt = performance.now();
    const spent = () => performance.now() - startedAt;
    this.#log.info('stopping');
    let left = 0;
    for (const step of this.#steps.splice(0).reverse()) {
      const patience = Math.max(this.#patience - spent(), LEAST_MILLISECONDS);
      if (!(await this.#carryOut(step, patience))) left += 1;
    }
    if (left > 0) this.#log.warn({ left }, 'stopping took too long: what hung was left behind');
    this.#log.info({ milliseconds: Math.round(spent()) }, 'stopped');
  }

  /** False when it was left behind. What cannot be closed does not keep the rest open. */
  async #carryOut(step: Step, milliseconds: number): Promise<boolean> {
    const carriedOut = (async () => step())().then(
      () => true,
      (error: unknown) => {
        this.#log.error({ err: error }, 'something could not be closed');
        return true;
      },
    );
    const patience = new AbortController();
    const late = delay(milliseconds, false, { signal: patience.signal }).catch(() => false);
    const ended = await Promise.race([carriedOut, late]);
    patience.abort();
    return ended;
  }
}
