import type { FastifyInstance } from 'fastify';
import type { Readiness } from '../observability/readiness.ts';
import type { InFlight } from '../sockets/in-flight.ts';
import type { SocketServer } from '../sockets/socket-server.ts';
import type { EventStreams } from './events/event-streams.ts';

/** Requests that are being answered get so long to end. */
const ANSWERING_MILLISECONDS = 4_000;

interface Servers {
  readonly server: FastifyInstance;
  readonly sockets: SocketServer;
  readonly inFlight: InFlight;
  readonly streams: EventStreams;
  readonly readiness: Readiness;
}

/**
 * Sends everybody away: load balancers are told first; no message is taken any more, a request for work
 * included; what is being answered is answered; then connections end, and nodes go to another coordinator or
 * come back to this one.
 */
export async function closeServers({
  server,
  sockets,
  inFlight,
  streams,
  readiness,
}: Servers): Promise<void> {
  readiness.stop();
  streams.close();
  await inFlight.close();
  await sockets.close();
  // A client that reads its download slowly, or never, does not keep the coordinator from stopping.
  const impatience = setTimeout(() => server.server.closeAllConnections(), ANSWERING_MILLISECONDS);
  await server.close();
  clearTimeout(impatience);
}
