import { RefusedError } from '../errors.ts';
import { messages } from '../messages.ts';

/** How many messages one connection may send in a stretch of time. */
export class MessageBudget {
  readonly #size: number;
  readonly #milliseconds: number;
  #left: number;
  #refilledAt: number;

  constructor(size: number, milliseconds: number, now: number) {
    this.#size = size;
    this.#milliseconds = milliseconds;
    this.#left = size;
    this.#refilledAt = now;
  }

  /** False when the budget is spent; it refills steadily. */
  take(now: number): boolean {
    const refill = ((now - this.#refilledAt) / this.#milliseconds) * this.#size;
    this.#left = Math.min(this.#size, this.#left + refill);
    this.#refilledAt = now;
    if (this.#left < 1) return false;
    this.#left -= 1;
    return true;
  }

  /** @throws {RefusedError} `rate-limited` when the budget is spent */
  spend(now: number): void {
    if (!this.take(now)) throw new RefusedError('rate-limited', messages.tooManyMessages());
  }
}
