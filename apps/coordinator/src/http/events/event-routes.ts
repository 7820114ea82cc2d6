import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Readable } from 'node:stream';
import type { EventStreams } from './event-streams.ts';

interface ById {
  Params: { id: string };
}

/** A HEAD request would have to be answered by a stream that nobody reads. */
const options = { exposeHeadRoute: false };

/** Watching over plain HTTP, for programs without socket.io. */
export function eventRoutes(api: FastifyInstance, streams: EventStreams): void {
  const answer = (reply: FastifyReply, body: Readable) =>
    reply
      .type('text/event-stream; charset=utf-8')
      .header('cache-control', 'no-store, no-transform')
      // Proxies that collect an answer before they pass it on are asked not to.
      .header('x-accel-buffering', 'no')
      .send(body);

  api.get('/events', options, async ({ ip }, reply) => answer(reply, await streams.open(ip, null)));

  api.get<ById>('/experiments/:id/events', options, async ({ ip, params: { id } }, reply) =>
    answer(reply, await streams.open(ip, id)),
  );
}
