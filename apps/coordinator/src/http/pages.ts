import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { RefusedError } from '../errors.ts';
import { messages } from '../messages.ts';

/** The dashboard's files, which hold no data and need no token; and the answer to what is not served. */
export async function servePages(
  server: FastifyInstance,
  dashboardFolder: string | undefined,
): Promise<void> {
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
    // Sent, not thrown: for an address that cannot be read fastify calls this outside of what catches errors, and
    // whatever is thrown ends the process.
    return reply.send(
      new RefusedError(
        'not-found',
        isPage ? messages.noDashboard() : messages.routeUnknown(request.method, path.slice(0, 200)),
      ),
    );
  });
}
