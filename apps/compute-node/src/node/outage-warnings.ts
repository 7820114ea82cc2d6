import type { NodeLogger } from './logger.ts';

/** Attempts to connect go on every few seconds, for a whole night perhaps: each warning is given once an outage. */
export class OutageWarnings {
  readonly #logger: NodeLogger;
  readonly #given = new Set<string>();

  constructor(logger: NodeLogger) {
    this.#logger = logger;
  }

  give(message: string): void {
    if (this.#given.has(message)) this.#logger.debug(message);
    else this.#logger.warn(message);
    this.#given.add(message);
  }

  /** The outage is over. */
  forget(): void {
    this.#given.clear();
  }
}
