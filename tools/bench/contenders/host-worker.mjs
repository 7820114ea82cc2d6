/** One thread of a host: takes the steps that it is asked for and says when they are done. */
import { parentPort, workerData } from 'node:worker_threads';
import { ensembleOf } from '../ensemble.mjs';

const { engine, model, replicas } = workerData;
const ensemble = ensembleOf(engine, model, replicas);
parentPort.on('message', (steps) => {
  ensemble.advance(steps);
  parentPort.postMessage('done');
});
parentPort.postMessage('ready');
