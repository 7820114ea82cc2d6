import { readdirSync } from 'node:fs';
import { threadSeconds } from '../coordinator/process-usage.mjs';

/** Processor time of the threads of a process beside its first one, from a moment on. Linux only. */
export class BusyThreads {
  #pid;
  #before = new Map();

  constructor(pid) {
    this.#pid = pid;
    for (const thread of this.#threads()) this.#before.set(thread, threadSeconds(pid, thread));
  }

  /** What the so many busiest of them have used together, which are those that compute. */
  seconds(count) {
    return this.#threads()
      .map((thread) => threadSeconds(this.#pid, thread) - (this.#before.get(thread) ?? 0))
      .sort((one, other) => other - one)
      .slice(0, count)
      .reduce((sum, seconds) => sum + seconds, 0);
  }

  #threads() {
    return readdirSync(`/proc/${this.#pid}/task`).filter((thread) => Number(thread) !== this.#pid);
  }
}
