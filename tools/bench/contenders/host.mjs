import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

/** `threads` worker threads with `replicas` each, as a host runs them; a unit is one step of one replica. */
export async function hostContender({ threads, engine, model, replicas }) {
  const script = new URL('./host-worker.mjs', import.meta.url);
  const workers = Array.from(
    { length: threads },
    () => new Worker(script, { workerData: { engine, model, replicas } }),
  );
  await Promise.all(workers.map((worker) => once(worker, 'message')));
  return {
    unitsPerWork: threads * replicas,
    secondsPerUnit: async (steps) => {
      const started = performance.now();
      await Promise.all(
        workers.map((worker) => {
          worker.postMessage(steps);
          return once(worker, 'message');
        }),
      );
      return (performance.now() - started) / 1000 / (steps * threads * replicas);
    },
    close: () => Promise.all(workers.map((worker) => worker.terminate())),
  };
}
