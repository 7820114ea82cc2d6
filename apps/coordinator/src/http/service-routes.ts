import { PROTOCOL_VERSION } from '@crossover/protocol';
import type { FastifyInstance } from 'fastify';
import type { Metrics } from '../observability/metrics.ts';
import type { Readiness } from '../observability/readiness.ts';
import type { Store } from '../store/store.ts';
import { SOFTWARE_VERSION } from '../version.ts';
import type { Authentication } from './authentication.ts';

export interface ServiceSurroundings {
  readonly storeKind: Store['kind'];
  readonly readiness: Readiness;
  readonly metrics: Metrics;
  readonly authentication: Authentication;
}

/** How the coordinator is: for whoever starts it, sends requests to it, and watches over it. */
export function serviceRoutes(
  server: FastifyInstance,
  { storeKind, readiness, metrics, authentication }: ServiceSurroundings,
): void {
  server.get('/health', () => ({
    status: 'ok',
    protocolVersion: PROTOCOL_VERSION,
    softwareVersion: SOFTWARE_VERSION,
    store: storeKind,
  }));

  server.get('/ready', async (_request, reply) => {
    const answer = await readiness.check();
    return reply
      .code(answer.status === 'ready' ? 200 : 503)
      .header('cache-control', 'no-store')
      .send(answer);
  });

  server.get(
    '/metrics',
    { onRequest: authentication.require('viewer', 'operator') },
    async (_request, reply) => reply.type(metrics.contentType).send(await metrics.text()),
  );
}
