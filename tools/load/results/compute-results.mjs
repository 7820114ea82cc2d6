import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { writeResults } from './results-file.mjs';

/**
 * Computes every run of an experiment once, before anything is measured, and writes the results to a file
 * that the light nodes read: while the coordinator is measured, the processors are its own. The results are
 * what a node would have sent, bit for bit.
 */
export async function computeResults(experiment, file) {
  const count = availableParallelism();
  const parts = await Promise.all(
    Array.from({ length: count }, (_, part) => resultsOfWorker({ experiment, part, count })),
  );
  writeResults(file, parts.flat());
}

function resultsOfWorker(workerData) {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./results-worker.mjs', import.meta.url), { workerData });
    worker.once('message', resolve).once('error', reject);
  });
}
