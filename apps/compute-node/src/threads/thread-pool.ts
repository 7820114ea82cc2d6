import {
  ExecutionAbortedError,
  type RunOutcome,
  type RunResult,
  type RunSpecification,
} from '@crossover/experiments';
import { ThreadPoolClosedError } from '../errors.ts';
import * as messages from '../messages.ts';
import { defaultRhythm, type ProgressRhythm, type RunProgress } from './run-progress.ts';
import { createStopFlag, raiseStopFlag } from './stop-flag.ts';
import { WaitingLine } from './waiting-line.ts';
import type { WorkerSettings, WorkerTask } from './worker-interface.ts';
import { WorkerThread, workerModule } from './worker-thread.ts';

export interface ThreadPoolOptions {
  /** How many threads execute runs at the same time; two replicas of one simulation share a thread. */
  readonly threads: number;
  /** The module of the worker threads; it must expose a `WorkerInterface` through comlink. */
  readonly worker?: URL;
  /** The threads give way to everything else that wants the processor, first of all to the thread that started them. */
  readonly background?: boolean | undefined;
}

export interface PoolExecutionOptions {
  /** Resumes from here, to the same bits as if the run had never stopped. */
  readonly checkpoint?: Uint8Array | null | undefined;
  /** Called when a thread takes the run up. */
  readonly onStart?: (() => void) | undefined;
  /** Called in the rhythm below; a run that is stopped sends a last progress with a checkpoint. */
  readonly onProgress?: ((progress: RunProgress) => void) | undefined;
  readonly rhythm?: Partial<ProgressRhythm> | undefined;
  readonly signal?: AbortSignal | undefined;
  /** The numbers of given inputs, row by row, for a run whose inputs are 'given'. */
  readonly inputs?: Float64Array | undefined;
}

export interface ThreadPool {
  readonly threads: number;
  /** Threads that execute a run at this moment. */
  readonly busyThreads: number;
  /**
   * Executes a run on the next free thread, together with another replica of the same simulation if one waits. The result is
   * the same, bit for bit, whatever the number of threads, the company, the rhythm of the progress and the checkpoint it
   * starts from.
   *
   * @throws ExecutionAbortedError when the signal was raised, within about 50 ms
   * @throws WorkerCrashedError when the thread died; the pool replaces it
   * @throws ThreadPoolClosedError when the pool was closed before the run began
   * @throws whatever `execute` of `@crossover/experiments` throws, by name and message
   */
  execute(specification: RunSpecification, options?: PoolExecutionOptions): Promise<RunResult>;
  /** Ends all threads at once. Runs in progress are rejected with `WorkerCrashedError`: abort them before. */
  close(): Promise<void>;
}

/** A run from the call of `execute` on, until its promise is settled. */
interface PooledRun {
  readonly specification: RunSpecification;
  readonly options: PoolExecutionOptions;
  readonly resolve: (result: RunResult) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Worker threads for runs. Threads are started when they are first needed, kept, and replaced when they die.
 *
 * @throws RangeError when `threads` is not a positive integer
 */
export function createThreadPool({
  threads,
  worker = workerModule,
  background = false,
}: ThreadPoolOptions): ThreadPool {
  if (!Number.isSafeInteger(threads) || threads < 1)
    throw new RangeError(messages.threadsOutOfRange(threads));
  return new WorkerThreadPool(threads, worker, { background });
}

class WorkerThreadPool implements ThreadPool {
  readonly threads: number;
  readonly #module: URL;
  readonly #settings: WorkerSettings;
  readonly #idle: WorkerThread[] = [];
  readonly #all = new Set<WorkerThread>();
  readonly #line = new WaitingLine<PooledRun>();
  #busy = 0;
  #closed = false;

  constructor(threads: number, module: URL, settings: WorkerSettings) {
    this.threads = threads;
    this.#module = module;
    this.#settings = settings;
  }

  get busyThreads(): number {
    return this.#busy;
  }

  async execute(specification: RunSpecification, options: PoolExecutionOptions = {}): Promise<RunResult> {
    const { signal, checkpoint } = options;
    throwIfAborted(signal);
    if (this.#closed) throw new ThreadPoolClosedError();
    const { promise, resolve, reject } = Promise.withResolvers<RunResult>();
    const run: PooledRun = { specification, options, resolve, reject };
    const waiting = { run, specification, fresh: checkpoint === undefined || checkpoint === null };
    const leave = () => {
      if (this.#line.remove(waiting)) reject(abortedError(signal));
    };
    signal?.addEventListener('abort', leave, { once: true });
    this.#line.add(waiting);
    // Later, so that runs which are asked for in one go can be seen to belong together.
    queueMicrotask(() => this.#startRuns());
    try {
      return await promise;
    } finally {
      signal?.removeEventListener('abort', leave);
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const { run } of this.#line.takeAll()) run.reject(new ThreadPoolClosedError());
    await Promise.all([...this.#all].map((thread) => thread.terminate()));
  }

  /** Runs are taken up in the order in which they came, with a companion each where there is one. */
  #startRuns(): void {
    while (this.#busy < this.threads) {
      const first = this.#line.takeFirst();
      if (first === undefined) return;
      const companion = this.#line.takeCompanion(first);
      const runs = companion === undefined ? [first.run] : [first.run, companion.run];
      this.#busy += 1;
      void this.#executeOnThread(runs).finally(() => {
        this.#busy -= 1;
        this.#startRuns();
      });
    }
  }

  /** Settles the promises of all runs given. */
  async #executeOnThread(runs: readonly PooledRun[]): Promise<void> {
    let thread: WorkerThread | undefined;
    try {
      thread = this.#takeThread();
      for (const { options } of runs) options.onStart?.();
      await executeOn(thread, runs);
    } catch (error) {
      for (const run of runs) run.reject(error);
    } finally {
      if (thread !== undefined) this.#giveBack(thread);
    }
  }

  #takeThread(): WorkerThread {
    for (let thread = this.#idle.pop(); thread !== undefined; thread = this.#idle.pop()) {
      if (thread.alive) return thread;
      this.#all.delete(thread);
    }
    if (this.#closed) throw new ThreadPoolClosedError();
    const thread = new WorkerThread(this.#module, this.#settings);
    this.#all.add(thread);
    return thread;
  }

  #giveBack(thread: WorkerThread): void {
    if (thread.alive) this.#idle.push(thread);
    else this.#all.delete(thread);
  }
}

/** Executes one run, or two together, and settles their promises; resolves when the thread is free again. */
async function executeOn(thread: WorkerThread, runs: readonly PooledRun[]): Promise<void> {
  const [first, second] = runs.map((run) => new RunHandle(run));
  try {
    if (second === undefined) {
      const value = await thread.execute(first.task, first.report);
      first.settle({ status: 'fulfilled', value });
    } else {
      await thread.executePair(first, second);
    }
  } catch (reason) {
    // A run that has ended before keeps its end.
    first.settle({ status: 'rejected', reason });
    second?.settle({ status: 'rejected', reason });
  }
}

/** The host's side of a run on a thread: its stop flag, its listener, and how it ends. */
class RunHandle {
  readonly task: WorkerTask;
  readonly #run: PooledRun;
  readonly #abort: () => void;
  #listenerFailure: { readonly error: unknown } | null = null;
  #ended = false;

  constructor(run: PooledRun) {
    const { specification, options } = run;
    const { checkpoint, rhythm, signal, inputs = null } = options;
    this.#run = run;
    const stop = createStopFlag();
    this.#abort = () => raiseStopFlag(stop);
    signal?.addEventListener('abort', this.#abort, { once: true });
    if (signal?.aborted === true) this.#abort();
    // A view of a large buffer would be cloned with the whole buffer: the thread gets a copy of its own bytes.
    const state = checkpoint === undefined || checkpoint === null ? null : new Uint8Array(checkpoint);
    this.task = {
      specification,
      checkpoint: state,
      inputs,
      rhythm: { ...defaultRhythm, ...rhythm },
      stop,
    };
  }

  readonly report = (progress: RunProgress): void => {
    // Progress travels through a channel of its own and may come in after the result.
    if (this.#ended) return;
    try {
      this.#run.options.onProgress?.(progress);
    } catch (error) {
      // The listener's fault must reach its owner, not the worker that happened to call it.
      this.#listenerFailure ??= { error };
      this.#abort();
    }
  };

  readonly settle = (outcome: RunOutcome): void => {
    if (this.#ended) return;
    const { options, resolve, reject } = this.#run;
    this.#ended = true;
    options.signal?.removeEventListener('abort', this.#abort);
    if (this.#listenerFailure !== null) reject(this.#listenerFailure.error);
    else if (outcome.status === 'fulfilled') resolve(outcome.value);
    else {
      const reason: unknown = outcome.reason;
      const aborted = reason instanceof Error && reason.name === 'ExecutionAbortedError';
      reject(aborted ? abortedError(options.signal) : reason);
    }
  };
}

function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw abortedError(signal);
}

function abortedError(signal: AbortSignal | undefined): ExecutionAbortedError {
  return new ExecutionAbortedError(messages.runAborted(), signal?.reason);
}
