import { Worker } from 'node:worker_threads';
import * as Comlink from 'comlink';
import { nodeEndpoint } from './comlink-endpoint.ts';
import type { RunOutcome, RunResult } from '@crossover/experiments';
import { WorkerCrashedError } from '../errors.ts';
import type { PairOutcome, Report, WorkerInterface, WorkerSettings, WorkerTask } from './worker-interface.ts';

const runsFromSources = import.meta.url.endsWith('.ts');

/** The worker beside this file: TypeScript when this file is run from its sources, JavaScript when built. */
export const workerModule = new URL(runsFromSources ? './worker.ts' : './worker.js', import.meta.url);

/** One run of a pair, with what wants to be told of it. */
export interface PairMember {
  readonly task: WorkerTask;
  readonly report: Report;
  readonly settle: (outcome: RunOutcome) => void;
}

/** One operating system thread with a computation worker in it. It executes one run, or one pair of runs, at a time. */
export class WorkerThread {
  readonly #worker: Worker;
  readonly #remote: Comlink.Remote<WorkerInterface>;
  /** Never resolves; rejects when the thread is gone. A call to a dead worker would otherwise hang for ever. */
  readonly #death: Promise<never>;
  #alive = true;

  constructor(module: URL, settings: WorkerSettings) {
    this.#worker = new Worker(module, {
      name: 'crossover run',
      workerData: settings,
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
  async execute(task: WorkerTask, report: Report): Promise<RunResult> {
    const call = this.#remote.execute(task, Comlink.proxy(report));
    return await Promise.race([call, this.#death]);
  }

  /**
   * Executes two replicas of one simulation together; resolves when both have ended, each of which is told on its own.
   *
   * @throws WorkerCrashedError when the thread ends before the runs do
   */
  async executePair(first: PairMember, second: PairMember): Promise<void> {
    const call = this.#remote.executePair(
      first.task,
      Comlink.proxy(first.report),
      Comlink.proxy((outcome: PairOutcome) => first.settle(settled(outcome))),
      second.task,
      Comlink.proxy(second.report),
      Comlink.proxy((outcome: PairOutcome) => second.settle(settled(outcome))),
    );
    await Promise.race([call, this.#death]);
  }

  async terminate(): Promise<void> {
    await this.#worker.terminate();
  }
}

function settled(outcome: PairOutcome): RunOutcome {
  if ('result' in outcome) return { status: 'fulfilled', value: outcome.result };
  const { name, message, stack } = outcome.error;
  const reason = Object.assign(new Error(message), { name });
  if (stack !== undefined) reason.stack = stack;
  return { status: 'rejected', reason };
}
