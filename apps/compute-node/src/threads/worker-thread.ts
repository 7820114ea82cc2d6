import { Worker } from 'node:worker_threads';
import * as Comlink from 'comlink';
import { nodeEndpoint } from './comlink-endpoint.ts';
import type { RunResult } from '@crossover/experiments';
import { WorkerCrashedError } from '../errors.ts';
import type { RunProgress } from './run-progress.ts';
import type { WorkerInterface, WorkerTask } from './worker-interface.ts';

const runsFromSources = import.meta.url.endsWith('.ts');

/** The worker beside this file: TypeScript when this file is run from its sources, JavaScript when built. */
export const workerModule = new URL(runsFromSources ? './worker.ts' : './worker.js', import.meta.url);

/** One operating system thread with a computation worker in it. It executes one run at a time. */
export class WorkerThread {
  readonly #worker: Worker;
  readonly #remote: Comlink.Remote<WorkerInterface>;
  /** Never resolves; rejects when the thread is gone. A call to a dead worker would otherwise hang for ever. */
  readonly #death: Promise<never>;
  #alive = true;

  constructor(module: URL) {
    this.#worker = new Worker(module, {
      name: 'crossover run',
      // Sources import their neighbours through this condition; a test runner does not pass its own on.
      ...(runsFromSources ? { execArgv: ['--conditions=@crossover/source'] } : {}),
    });
    const { promise, reject } = Promise.withResolvers<never>();
    this.#death = promise;
    this.#death.catch(() => (this.#alive = false));
    this.#worker.once('error', (cause) => reject(new WorkerCrashedError(cause)));
    this.#worker.once('messageerror', (cause) => reject(new WorkerCrashedError(cause)));
    this.#worker.once('exit', (code) => reject(new WorkerCrashedError(code)));
    this.#remote = Comlink.wrap<WorkerInterface>(nodeEndpoint(this.#worker));
  }

  get alive(): boolean {
    return this.#alive;
  }

  /**
   * Executes one run.
   *
   * @throws WorkerCrashedError when the thread ends before the run does
   */
  async execute(task: WorkerTask, report: (progress: RunProgress) => void): Promise<RunResult> {
    const call = this.#remote.execute(task, Comlink.proxy(report));
    return await Promise.race([call, this.#death]);
  }

  async terminate(): Promise<void> {
    await this.#worker.terminate();
  }
}
