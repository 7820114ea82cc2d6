import type { FastifyInstance } from 'fastify';
import type { ApiSurroundings } from './api.ts';

/** Everything that the embedded store holds, as one file that `crossover restore` reads. */
export function backupRoute(api: FastifyInstance, surroundings: ApiSurroundings): void {
  const { authentication } = surroundings;
  api.get(
    '/backup',
    { onRequest: authentication.require('operator'), exposeHeadRoute: false },
    async (_request, reply) => {
      const archive = await surroundings.backUp();
      const day = new Date().toISOString().slice(0, 10);
      return reply
        .type('application/gzip')
        .header('content-disposition', `attachment; filename="crossover-${day}.backup"`)
        .send(archive);
    },
  );
}
