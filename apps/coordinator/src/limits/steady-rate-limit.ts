import type { FastifyRateLimitStore } from '@fastify/rate-limit';

type Answer = Parameters<FastifyRateLimitStore['incr']>[1];

interface Window {
  readonly began: number;
  readonly requests: number;
}

/** So many senders are remembered; whoever invents more gains the oldest being forgotten, no more. */
const MAXIMUM_SENDERS = 10_000;

/**
 * Counts requests by the process's own clock. The store that `@fastify/rate-limit` brings along goes by the wall clock: put
 * back by a day, it would keep everybody out for a day.
 */
export class SteadyRateLimit implements FastifyRateLimitStore {
  /** In the order of their last requests. */
  readonly #windows = new Map<string, Window>();

  incr(sender: string, answer: Answer, milliseconds: number): void {
    const now = performance.now();
    const former = this.#windows.get(sender);
    const isOver = former === undefined || former.began + milliseconds <= now;
    const window = isOver ? { began: now, requests: 1 } : { ...former, requests: former.requests + 1 };
    this.#windows.delete(sender);
    this.#windows.set(sender, window);
    const oldest = this.#windows.keys().next();
    if (this.#windows.size > MAXIMUM_SENDERS && oldest.done !== true) this.#windows.delete(oldest.value);
    answer(null, { current: window.requests, ttl: window.began + milliseconds - now });
  }

  child(): SteadyRateLimit {
    return new SteadyRateLimit();
  }
}
