import { experimentIdSchema } from '@crossover/protocol';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Readable } from 'node:stream';
import { RefusedError } from '../../errors.ts';
import { messages } from '../../messages.ts';
import { bearerOf, type Authentication } from '../authentication.ts';
import type { EventStreams } from './event-streams.ts';

interface ById {
  Params: { id: string };
}

/** A HEAD request would have to be answered by a stream that nobody reads. */
const options = { exposeHeadRoute: false };

/** Watching over plain HTTP, for programs without socket.io. */
export function eventRoutes(
  api: FastifyInstance,
  streams: EventStreams,
  authentication: Authentication,
): void {
  const answer = (request: FastifyRequest, reply: FastifyReply, body: Readable) => {
    // A stream lasts as long as the token it was asked for with.
    body.once(
      'close',
      authentication.whileValid(bearerOf(request) ?? '', () => body.destroy()),
    );
    return (
      reply
        .type('text/event-stream; charset=utf-8')
        .header('cache-control', 'no-store, no-transform')
        // Proxies that collect an answer before they pass it on are asked not to.
        .header('x-accel-buffering', 'no')
        .send(body)
    );
  };

  api.get('/events', options, async (request, reply) =>
    answer(request, reply, await streams.open(request.ip, null)),
  );

  api.get<ById>('/experiments/:id/events', options, async (request, reply) => {
    const { id } = request.params;
    // The database is asked for it, and does not take every text.
    if (!experimentIdSchema.safeParse(id).success)
      throw new RefusedError('unknown-experiment', messages.unknownExperiment(id));
    return answer(request, reply, await streams.open(request.ip, id));
  });
}
