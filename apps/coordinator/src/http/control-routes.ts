import { cancelRequestSchema, priorityRequestSchema } from '@crossover/protocol';
import type { FastifyInstance } from 'fastify';
import type { ApiSurroundings } from './api.ts';
import { parsed } from './parsed.ts';

interface ById {
  Params: { id: string };
}

/** What operators order, one route for each verb: with the same meaning as `control` on a viewer's socket. */
export function controlRoutes(api: FastifyInstance, { control, authentication }: ApiSurroundings): void {
  const operator = { onRequest: authentication.require('operator') };

  for (const verb of ['pause', 'resume', 'retry'] as const) {
    api.post<ById>(`/experiments/:id/${verb}`, operator, ({ params: { id } }) =>
      control.carryOut({ verb, experimentId: id }),
    );
  }

  api.post<ById>('/experiments/:id/cancel', operator, ({ params: { id }, body }) => {
    const { now } = parsed(cancelRequestSchema, body ?? {});
    return control.carryOut({ verb: 'cancel', experimentId: id, now });
  });

  api.post<ById>('/experiments/:id/priority', operator, ({ params: { id }, body }) => {
    const { priority } = parsed(priorityRequestSchema, body);
    return control.carryOut({ verb: 'priority', experimentId: id, priority });
  });

  api.delete<ById>('/experiments/:id', operator, async ({ params: { id } }, reply) => {
    await control.carryOut({ verb: 'remove', experimentId: id });
    return reply.code(204).send();
  });

  for (const verb of ['drain', 'undrain', 'release'] as const) {
    api.post<ById>(`/nodes/:id/${verb}`, operator, ({ params: { id } }) =>
      control.carryOut({ verb, nodeId: id }),
    );
  }
}
