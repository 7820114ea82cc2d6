import { fork } from 'node:child_process';
import { once } from 'node:events';

/** A process of ours that is told what to do, one command after the other, and answers each. */
export class Child {
  #process;
  #waiting = new Map();
  #next = 1;

  constructor(url, { execArgv = [], args = [] } = {}) {
    this.#process = fork(url, args, {
      execArgv: [...process.execArgv, ...execArgv],
      serialization: 'advanced',
    });
    this.#process.on('message', ({ id, answer, failure }) => {
      const { resolve, reject } = this.#waiting.get(id);
      this.#waiting.delete(id);
      if (failure === undefined) resolve(answer);
      else reject(new Error(failure));
    });
    this.#process.once('exit', (code, signal) => {
      for (const { reject } of this.#waiting.values())
        reject(new Error(`A process ended: ${signal ?? code}.`));
    });
  }

  get pid() {
    return this.#process.pid;
  }

  do(command, parameters = {}) {
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#process.send({ id, command, parameters });
    });
  }

  /** Lets it end by itself, after it has written what it has to write. */
  async end() {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const ended = once(this.#process, 'exit');
    this.#process.disconnect();
    await ended;
  }
}
