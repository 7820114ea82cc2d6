import { estimateWork, type RunResult, type RunSpecification } from '@crossover/experiments';
import type { RunProgress, ThreadPool } from '@crossover/compute-node';
import type { RunReporter } from './run-reporter.ts';

/** A run to execute on this machine, from its checkpoint on if it has one. */
export interface LocalRun {
  readonly id: string;
  readonly specification: RunSpecification;
  readonly checkpoint: Uint8Array | null;
  /** The numbers of given inputs, if the run has any. */
  readonly inputs?: Float64Array | undefined;
}

export interface LocalExecution {
  readonly runs: readonly LocalRun[];
  readonly pool: ThreadPool;
  readonly signal: AbortSignal;
  readonly reporter: RunReporter;
  readonly onResult: (run: LocalRun, result: RunResult, seconds: number) => void | Promise<void>;
  readonly onProgress?: (run: LocalRun, progress: RunProgress) => void;
  /** What to do about a run that failed. Without it the first failure stops everything. */
  readonly onFailure?: (run: LocalRun, error: Error) => void;
}

/**
 * Executes runs on the threads of this machine, the longest first, so that no thread is left with a long
 * one at the end.
 *
 * @throws the first error of a run, after the others have been stopped; ExecutionAbortedError on interruption
 */
export async function executeRuns(execution: LocalExecution): Promise<void> {
  const stopping = new AbortController();
  const stop = () => stopping.abort();
  execution.signal.addEventListener('abort', stop, { once: true });
  if (execution.signal.aborted) stop();
  const ordered = execution.runs
    .map((run) => ({ run, work: estimateWork(run.specification) }))
    .toSorted((a, b) => b.work - a.work);
  const { reporter } = execution;
  reporter.planned(ordered.map(({ run }) => run));
  const outcomes = await Promise.allSettled(
    ordered.map(({ run }) =>
      executeOne(run, execution, stopping.signal).catch((error: unknown) => {
        stop();
        throw error;
      }),
    ),
  );
  reporter.ended();
  execution.signal.removeEventListener('abort', stop);
  const failures = outcomes.flatMap((outcome) =>
    outcome.status === 'rejected' ? [outcome.reason as Error] : [],
  );
  // What stopped the others is the cause; that they were stopped is its consequence.
  const cause = failures.find((error) => error.name !== 'ExecutionAbortedError') ?? failures[0];
  if (cause !== undefined) throw cause;
}

async function executeOne(
  run: LocalRun,
  { pool, reporter, onResult, onProgress, onFailure }: LocalExecution,
  signal: AbortSignal,
): Promise<void> {
  let startedAt = performance.now();
  try {
    const result = await pool.execute(run.specification, {
      checkpoint: run.checkpoint,
      inputs: run.inputs,
      signal,
      onStart: () => {
        startedAt = performance.now();
        reporter.started(run);
      },
      onProgress: (progress) => {
        reporter.progress(run, progress);
        onProgress?.(run, progress);
      },
    });
    const seconds = (performance.now() - startedAt) / 1000;
    await onResult(run, result, seconds);
    reporter.finished(run, result, seconds);
  } catch (error) {
    if (signal.aborted || onFailure === undefined) throw error;
    onFailure(run, error as Error);
    reporter.failed(run, (error as Error).message);
  }
}
