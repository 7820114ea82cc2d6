import { parentPort, type MessagePort } from 'node:worker_threads';
import * as Comlink from 'comlink';
import { nodeEndpoint } from '../../src/threads/comlink-endpoint.ts';
import { execute } from '@crossover/experiments';
import type { WorkerInterface } from '../../src/threads/worker-interface.ts';

/** Executes runs like the real worker, except that seed 13 ends the thread and seed 14 throws outside of the call. */
const worker: WorkerInterface = {
  async execute({ specification }) {
    if (specification.seed === 13) process.exit(7);
    if (specification.seed === 14) {
      setImmediate(() => {
        throw new Error('out of luck');
      });
      return await new Promise(() => undefined);
    }
    return await execute(specification);
  },
  executePair() {
    throw new Error('This worker executes runs one by one.');
  },
};

Comlink.expose(worker, nodeEndpoint(parentPort as MessagePort));
