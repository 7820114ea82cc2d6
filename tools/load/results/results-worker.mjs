import { parentPort, workerData } from 'node:worker_threads';
import {
  digest,
  encodeRunResult,
  execute,
  expandExperiment,
  experimentSpecificationSchema,
  runIdentity,
} from '@crossover/experiments';

/** Every `count`-th run of the experiment, beginning with the `part`-th. */
const { experiment, part, count } = workerData;
const runs = expandExperiment(experimentSpecificationSchema.parse(experiment));
const results = [];
for (let index = part; index < runs.length; index += count) {
  const bytes = encodeRunResult(await execute(runs[index]));
  results.push({ runId: runIdentity(runs[index]), digest: digest(bytes), bytes });
}
parentPort.postMessage(results);
