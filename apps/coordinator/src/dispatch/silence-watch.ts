import { TIMINGS } from '@crossover/protocol';
import type { NodeRoster } from './node-roster.ts';

/**
 * Notices when connected nodes fall silent, and when they speak again. What nodes say is news by itself; that
 * one says nothing is not.
 */
export class SilenceWatch {
  readonly #roster: NodeRoster;
  readonly #changed: () => void;
  #silent = '[]';
  #timer: NodeJS.Timeout | undefined;

  constructor(roster: NodeRoster, changed: () => void) {
    this.#roster = roster;
    this.#changed = changed;
  }

  start(): void {
    this.#timer = setInterval(() => this.look(performance.now()), TIMINGS.heartbeatMilliseconds);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /** One look. `now` is on the process's own clock. */
  look(now: number): void {
    const silent = JSON.stringify([...this.#roster].filter((node) => node.isSilent(now)).map(({ id }) => id));
    if (silent === this.#silent) return;
    this.#silent = silent;
    this.#changed();
  }
}
