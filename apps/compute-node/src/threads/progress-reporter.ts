import type { CurvePoints, Progress } from '@crossover/experiments';
import { joinPoints, type ProgressRhythm, type RunProgress } from './run-progress.ts';
import { stopRequested, type StopFlag } from './stop-flag.ts';

/**
 * Sits in the worker between the computation, which has no clock, and the host, which must not be
 * flooded. It collects the points of many chunks into one message and never waits for the host to
 * answer: while a message is under way the points gather, so a busy host slows no computation.
 */
export class ProgressReporter {
  readonly #rhythm: ProgressRhythm;
  readonly #stop: StopFlag;
  readonly #stopping: AbortController;
  readonly #report: (progress: RunProgress) => void | Promise<void>;
  #measuredFrom: { readonly time: number; readonly stepsDone: number } | null = null;
  #reportedAt: number;
  #checkpointAt = performance.now();
  #gathered: CurvePoints[] = [];
  #underWay = false;

  constructor(
    task: { readonly rhythm: ProgressRhythm; readonly stop: StopFlag },
    stopping: AbortController,
    report: (progress: RunProgress) => void | Promise<void>,
  ) {
    this.#rhythm = task.rhythm;
    this.#stop = task.stop;
    this.#stopping = stopping;
    this.#report = report;
    // A run that is over within two intervals is told of by its result only: a report costs as much as it does.
    this.#reportedAt = performance.now() + task.rhythm.progressMilliseconds;
  }

  /** Called by the computation between two chunks; it goes on when the returned promise resolves. */
  async observe(progress: Progress): Promise<void> {
    const now = performance.now();
    this.#measuredFrom ??= { time: now, stepsDone: progress.stepsDone };
    if (progress.newPoints.count > 0) this.#gathered.push(progress.newPoints);
    if (stopRequested(this.#stop)) {
      // The last message carries a checkpoint, so that a run that is handed back loses nothing.
      await this.#send(progress, now, true);
      this.#stopping.abort();
      return;
    }
    if (!this.#underWay && now - this.#reportedAt >= this.#rhythm.progressMilliseconds) {
      const checkpointIsDue = now - this.#checkpointAt >= this.#rhythm.checkpointMilliseconds;
      this.#underWay = true;
      void this.#send(progress, now, checkpointIsDue).finally(() => {
        this.#underWay = false;
      });
    }
    // A resolved promise would not let the thread read its messages: only a turn of the event loop does.
    await new Promise((resolve) => setImmediate(resolve));
  }

  async #send(progress: Progress, now: number, withCheckpoint: boolean): Promise<void> {
    const newPoints = joinPoints(this.#gathered);
    this.#gathered = [];
    this.#reportedAt = now;
    if (withCheckpoint) this.#checkpointAt = now;
    await this.#report({
      stepsDone: progress.stepsDone,
      stepsTotal: progress.stepsTotal,
      fraction: progress.fraction,
      stepsPerSecond: this.#stepsPerSecond(progress, now),
      newPoints,
      checkpoint: withCheckpoint ? progress.checkpoint() : null,
    });
  }

  #stepsPerSecond(progress: Progress, now: number): number {
    const from = this.#measuredFrom;
    if (from === null || now <= from.time) return 0;
    return (1000 * (progress.stepsDone - from.stepsDone)) / (now - from.time);
  }
}
