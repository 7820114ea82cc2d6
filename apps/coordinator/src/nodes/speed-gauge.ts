/** Older runs count less: what this many seconds of computing ago was measured weighs e times less than now. */
const MEMORY_SECONDS = 120;
/** Less computing than this says little: starts and stops are most of it. */
const LEAST_SECONDS = 0.5;

interface Measured {
  work: number;
  seconds: number;
}

/** How fast the threads of each node are, from the runs that they have completed; a machine that slows down is noticed. */
export class SpeedGauge {
  readonly #measured = new Map<string, Measured>();

  /** `work` in seconds of a reference core, done in `seconds` by one thread. */
  completed(nodeId: string, work: number, seconds: number): void {
    if (!(work > 0) || !(seconds > 0)) return;
    const measured = this.#measured.get(nodeId) ?? { work: 0, seconds: 0 };
    const kept = Math.exp(-seconds / MEMORY_SECONDS);
    measured.work = kept * measured.work + work;
    measured.seconds = kept * measured.seconds + seconds;
    this.#measured.set(nodeId, measured);
  }

  forget(nodeId: string): void {
    this.#measured.delete(nodeId);
  }

  /** Seconds of a reference core that one of its threads does in a second; undefined until enough was seen. */
  of(nodeId: string): number | undefined {
    const measured = this.#measured.get(nodeId);
    if (measured === undefined || measured.seconds < LEAST_SECONDS) return undefined;
    return measured.work / measured.seconds;
  }
}
