import type { MessagePort, Worker } from 'node:worker_threads';
import type { Endpoint } from 'comlink';
import adapter from 'comlink/dist/umd/node-adapter.js';

/**
 * Gives a worker or a message port of Node the listener interface that comlink expects of a browser's.
 * Comlink's CommonJS adapter is the function itself, although its types speak of a `default` export.
 */
export const nodeEndpoint = adapter as unknown as (endpoint: MessagePort | Worker) => Endpoint;
