import type { MessagePort, Worker } from 'node:worker_threads';
import type { Endpoint } from 'comlink';
import adapter from 'comlink/dist/umd/node-adapter.js';

/**
 * A worker or a message port of Node as comlink wants to have it. The CommonJS module is the function
 * itself, where its types promise a `default` export.
 */
export const nodeEndpoint = adapter as unknown as (port: Worker | MessagePort) => Endpoint;
