import { RefusedError } from '../errors.ts';
import { messages } from '../messages.ts';

/** Work that has begun and not ended, so that closing can refuse what comes and wait for what is there. */
export class InFlight {
  readonly #running = new Set<Promise<unknown>>();
  #closed = false;

  /** @throws {RefusedError} once it is closed */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#closed) throw new RefusedError('shutting-down', messages.shuttingDown());
    const running = work();
    this.#running.add(running);
    try {
      return await running;
    } finally {
      this.#running.delete(running);
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.allSettled(this.#running);
  }
}
