import type { RunResult, RunSpecification } from '@crossover/experiments';
import type { ProgressRhythm, RunProgress } from './run-progress.ts';
import type { StopFlag } from './stop-flag.ts';

/** What a worker thread is told when it is started. */
export interface WorkerSettings {
  /** It gives way to everything else that wants the processor. */
  readonly background: boolean;
}

/** One run as it is handed to a worker thread. */
export interface WorkerTask {
  readonly specification: RunSpecification;
  readonly checkpoint: Uint8Array | null;
  /** The numbers of given inputs, if the run has any. */
  readonly inputs: Float64Array | null;
  readonly rhythm: ProgressRhythm;
  readonly stop: StopFlag;
}

export type Report = (progress: RunProgress) => void;

/** How one of two runs ended. An error is taken apart: structured cloning would lose its name. */
export type PairOutcome =
  | { readonly result: RunResult }
  | {
      readonly error: { readonly name: string; readonly message: string; readonly stack: string | undefined };
    };

export type Settle = (outcome: PairOutcome) => void;

/** What a worker thread offers to the thread pool through comlink. */
export interface WorkerInterface {
  execute(task: WorkerTask, report: Report): Promise<RunResult>;
  /**
   * Two replicas of one simulation, started together. Each is settled as soon as it has ended, which may be long before the
   * other; the call returns when both have.
   */
  executePair(
    first: WorkerTask,
    reportFirst: Report,
    settleFirst: Settle,
    second: WorkerTask,
    reportSecond: Report,
    settleSecond: Settle,
  ): Promise<void>;
}
