import { parentPort, workerData } from 'node:worker_threads';
import * as Comlink from 'comlink';
import { nodeEndpoint } from './comlink-endpoint.ts';
import {
  execute,
  executeTogether,
  type Progress,
  type RunOutcome,
  type SimulationSpecification,
} from '@crossover/experiments';
import { workerNeedsParent } from '../messages.ts';
import { giveWay } from './give-way.ts';
import { ProgressReporter } from './progress-reporter.ts';
import type {
  PairOutcome,
  Report,
  Settle,
  WorkerInterface,
  WorkerSettings,
  WorkerTask,
} from './worker-interface.ts';

/**
 * Work between two looks at the stop flag, in work units (about microseconds on a reference core):
 * short enough that a run stops within 50 ms on a machine half as fast.
 */
const chunkWork = 15_000;

const worker: WorkerInterface = {
  async execute(task, report) {
    const { signal, onProgress } = observed(task, report);
    try {
      const result = await execute(task.specification, {
        ...(task.checkpoint === null ? {} : { checkpoint: task.checkpoint }),
        ...(task.inputs === null ? {} : { inputs: task.inputs }),
        signal,
        chunkWork,
        onProgress,
      });
      return Comlink.transfer(result, [result.points.data.buffer]);
    } finally {
      release(report);
    }
  },

  async executePair(first, reportFirst, settleFirst, second, reportSecond, settleSecond) {
    const tasks = [first, second];
    const settle = [settleFirst, settleSecond];
    const deliveries: unknown[] = [];
    try {
      await executeTogether(
        tasks.map(({ specification }) => specification as SimulationSpecification),
        [observed(first, reportFirst), observed(second, reportSecond)].map((option, index) => ({
          ...option,
          inputs: tasks[index].inputs ?? undefined,
        })),
        (index, outcome) => deliveries.push(settle[index](pairOutcome(outcome))),
        chunkWork,
      );
      // A proxy may be released only when what was sent through it has arrived.
      await Promise.all(deliveries);
    } finally {
      for (const proxy of [reportFirst, settleFirst, reportSecond, settleSecond]) release(proxy);
    }
  },
};

function observed(task: WorkerTask, report: Report) {
  const stopping = new AbortController();
  const reporter = new ProgressReporter(task, stopping, report);
  return { signal: stopping.signal, onProgress: (progress: Progress) => reporter.observe(progress) };
}

function pairOutcome(outcome: RunOutcome): PairOutcome {
  if (outcome.status === 'fulfilled') return { result: outcome.value };
  const { name, message, stack } =
    outcome.reason instanceof Error ? outcome.reason : new Error(String(outcome.reason));
  return { error: { name, message, stack } };
}

/** The host's listener is a proxy here, whose channel would stay open. */
function release(listener: Report | Settle): void {
  (listener as unknown as Comlink.ProxyMethods)[Comlink.releaseProxy]();
}

if (parentPort === null) throw new Error(workerNeedsParent());
if ((workerData as WorkerSettings).background) giveWay();
Comlink.expose(worker, nodeEndpoint(parentPort));
