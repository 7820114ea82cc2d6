/** Progress of the last so many milliseconds is what the rate is measured from. */
const WINDOW = 30_000;
/** A rate from less time than this would jump about. */
const SHORTEST = 2_000;

interface Sample {
  readonly time: number;
  readonly nodeId: string;
  readonly work: number;
}

/**
 * Work done per second by the connected nodes, measured from their reports over a sliding window. Work is
 * counted in microseconds of a reference core, as the experiments estimate it.
 */
export class WorkRate {
  #samples: Sample[] = [];
  #since: number | undefined;

  record(nodeId: string, work: number, time = performance.now()): void {
    if (work <= 0) return;
    this.#since ??= time;
    this.#samples.push({ time, nodeId, work });
    if (this.#samples.length > 4096) this.#forget(time);
  }

  /** What a node that has gone did says nothing about the time that is left. */
  removeNode(nodeId: string): void {
    this.#samples = this.#samples.filter((sample) => sample.nodeId !== nodeId);
    if (this.#samples.length === 0) this.#since = undefined;
  }

  /** Work per second, or null while too little has been seen. */
  perSecond(time = performance.now()): number | null {
    this.#forget(time);
    if (this.#since === undefined) return null;
    const elapsed = Math.min(WINDOW, time - this.#since);
    if (elapsed < SHORTEST) return null;
    const work = this.#samples.reduce((sum, sample) => sum + sample.work, 0);
    return work / (elapsed / 1000);
  }

  #forget(time: number): void {
    this.#samples = this.#samples.filter((sample) => sample.time > time - WINDOW);
    if (this.#samples.length === 0) this.#since = undefined;
  }
}
