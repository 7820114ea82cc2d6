import { Worker } from 'node:worker_threads';
import * as Comlink from 'comlink';
import { nodeEndpoint } from './comlink-endpoint.ts';
import type { RunResult } from '@crossover/experiments';
import { WorkerCrashedError } from '../errors.ts';
import type { PairOutcome, Report, WorkerInterface, WorkerTask } from './worker-interface.ts';

const runsFromSources = import.meta.url.endsWith('.ts');

/** The worker beside this file: TypeScript when this file is run from its sources, JavaScript when built. */
export const workerModule = new URL(runsFromSources ? './worker.ts' : './worker.js', import.meta.url);

/** One operating system thread with a computation worker in it. It executes one run, or one pair of runs, at a time. */
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
   * Executes one run, or two replicas of one simulation together.
   *
   * @throws WorkerCrashedError when the thread ends before the runs do; what a single run throws
   */
  async execute(
    tasks: readonly WorkerTask[],
    reports: readonly Report[],
  ): Promise<PromiseSettledResult<RunResult>[]> {
    const [first, second] = tasks;
    const [reportFirst, reportSecond] = reports.map((report) => Comlink.proxy(report));
    if (tasks.length === 1) {
      const value = await Promise.race([this.#remote.execute(first, reportFirst), this.#death]);
      return [{ status: 'fulfilled', value }];
    }
    const call = this.#remote.executePair(first, reportFirst, second, reportSecond);
    const outcomes = await Promise.race([call, this.#death]);
    return outcomes.map(settled);
  }

  async terminate(): Promise<void> {
    await this.#worker.terminate();
  }
}

function settled(outcome: PairOutcome): PromiseSettledResult<RunResult> {
  if ('result' in outcome) return { status: 'fulfilled', value: outcome.result };
  const { name, message, stack } = outcome.error;
  const reason = Object.assign(new Error(message), { name });
  if (stack !== undefined) reason.stack = stack;
  return { status: 'rejected', reason };
}
