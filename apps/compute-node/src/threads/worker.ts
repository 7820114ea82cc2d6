import { parentPort } from 'node:worker_threads';
import * as Comlink from 'comlink';
import { nodeEndpoint } from './comlink-endpoint.ts';
import { execute, type RunResult } from '@crossover/experiments';
import { workerNeedsParent } from '../messages.ts';
import { ProgressReporter } from './progress-reporter.ts';
import type { RunProgress } from './run-progress.ts';
import type { WorkerInterface, WorkerTask } from './worker-interface.ts';

/**
 * Work between two looks at the stop flag, in work units (about microseconds on a reference core):
 * short enough that a run stops within 50 ms on a machine half as fast.
 */
const chunkWork = 15_000;

const worker: WorkerInterface = {
  async execute(task: WorkerTask, report: (progress: RunProgress) => void): Promise<RunResult> {
    const stopping = new AbortController();
    const reporter = new ProgressReporter(task, stopping, report);
    try {
      const result = await execute(task.specification, {
        ...(task.checkpoint === null ? {} : { checkpoint: task.checkpoint }),
        signal: stopping.signal,
        chunkWork,
        onProgress: (progress) => reporter.observe(progress),
      });
      return Comlink.transfer(result, [result.points.data.buffer]);
    } finally {
      (report as unknown as Comlink.ProxyMethods)[Comlink.releaseProxy]();
    }
  },
};

if (parentPort === null) throw new Error(workerNeedsParent());
Comlink.expose(worker, nodeEndpoint(parentPort));
