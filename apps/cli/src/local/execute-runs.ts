import { estimateWork, type RunResult, type RunSpecification } from '@crossover/experiments';
import type { RunProgress, ThreadPool } from '@crossover/compute-node';
import { formatDuration } from '../terminal/duration.ts';
import { ProgressLine } from '../terminal/progress-line.ts';

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
  /** What the progress line speaks of. */
  readonly title: string;
  readonly onResult: (run: LocalRun, result: RunResult, seconds: number) => void | Promise<void>;
  readonly onProgress?: (run: LocalRun, progress: RunProgress) => void;
  /** What to do about a run that failed. Without it the first failure stops everything. */
  readonly onFailure?: (run: LocalRun, error: Error) => void;
}

/**
 * Executes runs on the threads of this machine, the longest first, so that no thread is left with a long
 * one at the end. Progress and the remaining time go to stderr.
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
  const progress = new OverallProgress(execution.title, ordered);
  const outcomes = await Promise.allSettled(
    ordered.map(({ run }) =>
      executeOne(run, execution, stopping.signal, progress).catch((error: unknown) => {
        stop();
        throw error;
      }),
    ),
  );
  progress.end();
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
  { pool, onResult, onProgress, onFailure }: LocalExecution,
  signal: AbortSignal,
  overall: OverallProgress,
): Promise<void> {
  let startedAt = performance.now();
  try {
    const result = await pool.execute(run.specification, {
      checkpoint: run.checkpoint,
      inputs: run.inputs,
      signal,
      onStart: () => (startedAt = performance.now()),
      onProgress: (progress) => {
        overall.report(run, progress.fraction);
        onProgress?.(run, progress);
      },
    });
    await onResult(run, result, (performance.now() - startedAt) / 1000);
  } catch (error) {
    if (signal.aborted || onFailure === undefined) throw error;
    onFailure(run, error as Error);
  }
  overall.finish(run);
}

/** The share of the work that is done, and the time that the rest will take at the speed so far. */
class OverallProgress {
  readonly #line = new ProgressLine();
  readonly #title: string;
  readonly #work: ReadonlyMap<string, number>;
  readonly #total: number;
  readonly #fractions = new Map<string, number>();
  readonly #startedAt = performance.now();
  /** Work that checkpoints brought along says nothing about the speed of this session. */
  readonly #brought = new Map<string, number>();
  #finished = 0;

  constructor(title: string, runs: readonly { readonly run: LocalRun; readonly work: number }[]) {
    this.#title = title;
    this.#work = new Map(runs.map(({ run, work }) => [run.id, work]));
    this.#total = runs.reduce((sum, { work }) => sum + work, 0);
  }

  report(run: LocalRun, fraction: number): void {
    if (run.checkpoint !== null && !this.#brought.has(run.id)) this.#brought.set(run.id, fraction);
    this.#fractions.set(run.id, fraction);
    this.#show();
  }

  finish(run: LocalRun): void {
    this.#fractions.set(run.id, 1);
    this.#finished += 1;
    this.#show();
  }

  end(): void {
    this.#line.clear();
  }

  #show(): void {
    const done = this.#weigh(this.#fractions);
    const measured = done - this.#weigh(this.#brought);
    const seconds = (performance.now() - this.#startedAt) / 1000;
    const left = measured > 0 ? ((this.#total - done) / measured) * seconds : null;
    const share = this.#total > 0 ? done / this.#total : 1;
    this.#line.update(
      [
        `${this.#title} ${Math.floor(100 * share)} %`,
        `${this.#finished} of ${this.#work.size} runs`,
        ...(left === null ? [] : [`${formatDuration(left)} left`]),
      ].join(' · '),
    );
  }

  #weigh(fractions: ReadonlyMap<string, number>): number {
    let sum = 0;
    for (const [id, fraction] of fractions) sum += fraction * (this.#work.get(id) ?? 0);
    return sum;
  }
}
