import type { FastifyInstance } from 'fastify';
import { refusalOf } from '../http/error-responses.ts';
import type { Metrics } from './metrics.ts';

/** Numbers every request, measures how it is answered, and counts what is refused. Call it before routes are added. */
export function observeRequests(server: FastifyInstance, { requests, refusals }: Metrics): void {
  server.addHook('onRequest', (request, reply, done) => {
    void reply.header('x-request-id', request.id);
    done();
  });
  server.addHook('onError', (_request, _reply, error, done) => {
    refusals.inc({ transport: 'http', code: refusalOf(error).code });
    done();
  });
  server.addHook('onResponse', (request, reply, done) => {
    const { method } = request;
    // The route and not the address: addresses are without number, and may hold what nobody should read.
    const route = request.routeOptions.url ?? 'none';
    const status = String(reply.statusCode);
    const milliseconds = reply.elapsedTime;
    requests.observe({ method, route, status }, milliseconds / 1000);
    request.log.debug(
      { method, route, status: reply.statusCode, milliseconds: Math.round(milliseconds) },
      'request answered',
    );
    done();
  });
}
