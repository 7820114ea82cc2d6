import fastifyStatic from '@fastify/static';
import { PROTOCOL_VERSION } from '@crossover/protocol';
import type { FastifyInstance } from 'fastify';
import { RefusedError } from '../errors.ts';
import { messages } from '../messages.ts';
import type { Store } from '../store/store.ts';
import { SOFTWARE_VERSION } from '../version.ts';

/** What needs no token: the sign of life, and the dashboard's files, which hold no data. */
export async function servePages(
  server: FastifyInstance,
  store: Pick<Store, 'kind'>,
  dashboardFolder: string | undefined,
): Promise<void> {
  server.get('/health', () => ({
    status: 'ok',
    protocolVersion: PROTOCOL_VERSION,
    softwareVersion: SOFTWARE_VERSION,
    store: store.kind,
  }));
  if (dashboardFolder !== undefined) {
    await server.register(fastifyStatic, { root: dashboardFolder, wildcard: true });
  }
  server.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?', 1)[0] ?? '';
    const isPage =
      request.method === 'GET' &&
      !path.startsWith('/api') &&
      (request.headers.accept ?? '').includes('text/html');
    // Every view of the dashboard has an address of its own, and all of them are the same file.
    if (isPage && dashboardFolder !== undefined) return reply.sendFile('index.html');
    if (isPage) throw new RefusedError('not-found', messages.noDashboard());
    throw new RefusedError('not-found', messages.routeUnknown(request.method, path.slice(0, 200)));
  });
}
