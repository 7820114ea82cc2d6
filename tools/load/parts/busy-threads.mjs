import { readdirSync } from 'node:fs';
import { threadSeconds, waitingSeconds } from '../coordinator/process-usage.mjs';

const NOTHING = { computing: 0, waiting: 0 };

/** Processor time of the threads of a process beside its first one, from a moment on. Linux only. */
export class BusyThreads {
  #pid;
  #before;

  constructor(pid) {
    this.#pid = pid;
    this.#before = this.#usage();
  }

  /**
   * What the so many busiest of them, which are those that compute, have used together, and how long they have
   * waited for a processor that others had; in seconds.
   */
  usage(count) {
    return [...this.#usage()]
      .map(([thread, { computing, waiting }]) => {
        const before = this.#before.get(thread) ?? NOTHING;
        return { computing: computing - before.computing, waiting: waiting - before.waiting };
      })
      .sort((one, other) => other.computing - one.computing)
      .slice(0, count)
      .reduce((sum, { computing, waiting }) => ({
        computing: sum.computing + computing,
        waiting: sum.waiting + waiting,
      }));
  }

  #usage() {
    const threads = readdirSync(`/proc/${this.#pid}/task`).filter((thread) => Number(thread) !== this.#pid);
    return new Map(
      threads.map((thread) => [
        thread,
        { computing: threadSeconds(this.#pid, thread), waiting: waitingSeconds(this.#pid, thread) },
      ]),
    );
  }
}
