import type { RunResult, RunSpecification } from '@crossover/experiments';
import type { ProgressRhythm, RunProgress } from './run-progress.ts';
import type { StopFlag } from './stop-flag.ts';

/** One run as it is handed to a worker thread. */
export interface WorkerTask {
  readonly specification: RunSpecification;
  readonly checkpoint: Uint8Array | null;
  readonly rhythm: ProgressRhythm;
  readonly stop: StopFlag;
}

/** What a worker thread offers to the thread pool through comlink. */
export interface WorkerInterface {
  execute(task: WorkerTask, report: (progress: RunProgress) => void): Promise<RunResult>;
}
