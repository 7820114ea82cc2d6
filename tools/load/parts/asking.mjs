import { setTimeout as delay } from 'node:timers/promises';
import { Latencies, summary } from '../latencies.mjs';

const PAUSE_MILLISECONDS = 100;

/** Asks for these paths in turn until it is stopped, and says how long each answer took, in milliseconds. */
export class Asking {
  #latencies;
  #stopped = false;
  #asking;

  constructor(call, paths) {
    this.#latencies = new Map(paths.map((path) => [path, new Latencies()]));
    this.#asking = this.#ask(call);
  }

  async stop() {
    this.#stopped = true;
    await this.#asking;
    return Object.fromEntries(
      [...this.#latencies].map(([path, latencies]) => [path, summary(latencies.take())]),
    );
  }

  async #ask(call) {
    while (!this.#stopped) {
      for (const [path, latencies] of this.#latencies) {
        const began = performance.now();
        await call('GET', path);
        latencies.add(performance.now() - began);
        await delay(PAUSE_MILLISECONDS);
      }
    }
  }
}
