import { ExecutionAbortedError, type RunResult, type RunSpecification } from '@crossover/experiments';
import { ThreadPoolClosedError } from '../errors.ts';
import * as messages from '../messages.ts';
import { defaultRhythm, type ProgressRhythm, type RunProgress } from './run-progress.ts';
import { createStopFlag, raiseStopFlag } from './stop-flag.ts';
import { WorkerThread, workerModule } from './worker-thread.ts';

export interface ThreadPoolOptions {
  /** How many runs are executed at the same time, each on a thread of its own. */
  readonly threads: number;
  /** The module of the worker threads; it must expose a `WorkerInterface` through comlink. */
  readonly worker?: URL;
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
}

export interface ThreadPool {
  readonly threads: number;
  /** Threads that execute a run at this moment. */
  readonly busyThreads: number;
  /**
   * Executes a run on the next free thread. The result is the same, bit for bit, whatever the number of
   * threads, the rhythm of the progress and the checkpoint it starts from.
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

interface Waiting {
  grant(): void;
  refuse(error: Error): void;
}

/**
 * Worker threads for runs. Threads are started when they are first needed, kept, and replaced when they die.
 *
 * @throws RangeError when `threads` is not a positive integer
 */
export function createThreadPool({ threads, worker = workerModule }: ThreadPoolOptions): ThreadPool {
  if (!Number.isSafeInteger(threads) || threads < 1)
    throw new RangeError(messages.threadsOutOfRange(threads));
  return new WorkerThreadPool(threads, worker);
}

class WorkerThreadPool implements ThreadPool {
  readonly threads: number;
  readonly #module: URL;
  readonly #idle: WorkerThread[] = [];
  readonly #all = new Set<WorkerThread>();
  readonly #queue = new Set<Waiting>();
  #busy = 0;
  #closed = false;

  constructor(threads: number, module: URL) {
    this.threads = threads;
    this.#module = module;
  }

  get busyThreads(): number {
    return this.#busy;
  }

  async execute(specification: RunSpecification, options: PoolExecutionOptions = {}): Promise<RunResult> {
    const { signal } = options;
    throwIfAborted(signal);
    await this.#acquireTurn(signal);
    try {
      const thread = this.#takeThread();
      try {
        options.onStart?.();
        return await executeOn(thread, specification, options);
      } finally {
        this.#giveBack(thread);
      }
    } finally {
      this.#releaseTurn();
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const waiting of this.#queue) waiting.refuse(new ThreadPoolClosedError());
    this.#queue.clear();
    await Promise.all([...this.#all].map((thread) => thread.terminate()));
  }

  /** Runs are taken up in the order in which they came. */
  async #acquireTurn(signal: AbortSignal | undefined): Promise<void> {
    if (this.#closed) throw new ThreadPoolClosedError();
    if (this.#busy < this.threads) {
      this.#busy += 1;
      return;
    }
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const waiting: Waiting = { grant: resolve, refuse: reject };
    const abort = () => {
      this.#queue.delete(waiting);
      reject(abortedError(signal));
    };
    signal?.addEventListener('abort', abort, { once: true });
    this.#queue.add(waiting);
    try {
      await promise;
    } finally {
      signal?.removeEventListener('abort', abort);
    }
  }

  /** Hands the turn to the next run that waits, or sets it free. */
  #releaseTurn(): void {
    const [next] = this.#queue;
    if (next === undefined) {
      this.#busy -= 1;
      return;
    }
    this.#queue.delete(next);
    next.grant();
  }

  #takeThread(): WorkerThread {
    for (let thread = this.#idle.pop(); thread !== undefined; thread = this.#idle.pop()) {
      if (thread.alive) return thread;
      this.#all.delete(thread);
    }
    if (this.#closed) throw new ThreadPoolClosedError();
    const thread = new WorkerThread(this.#module);
    this.#all.add(thread);
    return thread;
  }

  #giveBack(thread: WorkerThread): void {
    if (thread.alive) this.#idle.push(thread);
    else this.#all.delete(thread);
  }
}

async function executeOn(
  thread: WorkerThread,
  specification: RunSpecification,
  { checkpoint, onProgress, rhythm, signal }: PoolExecutionOptions,
): Promise<RunResult> {
  const stop = createStopFlag();
  const abort = () => raiseStopFlag(stop);
  signal?.addEventListener('abort', abort, { once: true });
  if (signal?.aborted === true) abort();
  const listener: { failure: { readonly error: unknown } | null; ended: boolean } = {
    failure: null,
    ended: false,
  };
  const report = (progress: RunProgress): void => {
    // Progress travels through a channel of its own and may come in after the result.
    if (listener.ended) return;
    try {
      onProgress?.(progress);
    } catch (error) {
      // The listener's fault must reach its owner, not the worker that happened to call it.
      listener.failure ??= { error };
      raiseStopFlag(stop);
    }
  };
  // A view of a large buffer would be cloned with the whole buffer: the thread gets a copy of its own bytes.
  const state = checkpoint === undefined || checkpoint === null ? null : new Uint8Array(checkpoint);
  const task = { specification, checkpoint: state, rhythm: { ...defaultRhythm, ...rhythm }, stop };
  try {
    const result = await thread.execute(task, report);
    if (listener.failure !== null) throw listener.failure.error;
    return result;
  } catch (error) {
    if (listener.failure !== null) throw listener.failure.error;
    if (error instanceof Error && error.name === 'ExecutionAbortedError') throw abortedError(signal);
    throw error;
  } finally {
    listener.ended = true;
    signal?.removeEventListener('abort', abort);
  }
}

function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw abortedError(signal);
}

function abortedError(signal: AbortSignal | undefined): ExecutionAbortedError {
  return new ExecutionAbortedError(messages.runAborted(), signal?.reason);
}
