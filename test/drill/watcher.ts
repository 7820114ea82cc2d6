import { setTimeout as delay } from 'node:timers/promises';
import type { Scene } from './scene.ts';
import { short } from './wire/ledger.ts';

const LOOK_MILLISECONDS = 250;

/**
 * Asks the coordinators again and again what they know, and compares: what was acknowledged before the question must be
 * in the answer, what was once finished stays finished, and every run is in one state.
 */
export class Watcher {
  readonly #scene: Scene;
  readonly #finished = new Set<string>();
  readonly #violations = new Set<string>();
  #stopped = false;
  readonly #watching: Promise<void>;
  #looks = 0;

  constructor(scene: Scene) {
    this.#scene = scene;
    this.#watching = this.#watch();
  }

  async stop(): Promise<string[]> {
    this.#stopped = true;
    await this.#watching;
    return [...this.#violations];
  }

  /** One question, to a coordinator that runs; without an answer, as while it is disturbed, nothing is known. */
  async look(): Promise<void> {
    const { laboratory, experimentId } = this.#scene;
    const running = laboratory.coordinators.filter(({ isRunning }) => isRunning);
    if (running.length === 0) return;
    const claims = laboratory.ledger.claims();
    // One after the other: what one has acknowledged, the others know too.
    const answer = await running[this.#looks++ % running.length].detail(experimentId).catch(() => undefined);
    if (answer === undefined) return;
    const runs = new Map(answer.runs.map((run) => [run.id, run]));
    for (const { runId, points, finished } of claims) {
      const run = runs.get(runId);
      const known = run?.pointsDone ?? 0;
      if (known < points) this.#lost(runId, `${points} points were acknowledged, ${known} are known`);
      if (finished && run?.state !== 'finished') this.#lost(runId, `was accepted, and is ${run?.state}`);
    }
    for (const runId of this.#finished) {
      if (runs.get(runId)?.state !== 'finished') this.#lost(runId, 'was finished, and is not any more');
    }
    for (const { id, state } of answer.runs) if (state === 'finished') this.#finished.add(id);
    const { total, queued, running: atWork, finished, failed, cancelled, paused } = answer.summary.runs;
    if (queued + atWork + finished + failed + cancelled + paused !== total) {
      this.#violations.add(`counted wrongly: ${JSON.stringify(answer.summary.runs)}`);
    }
  }

  async #watch(): Promise<void> {
    while (!this.#stopped) {
      await this.look();
      this.#scene.look();
      await delay(LOOK_MILLISECONDS);
    }
  }

  #lost(runId: string, what: string): void {
    this.#violations.add(`lost: ${short(runId)} ${what}`);
  }
}
