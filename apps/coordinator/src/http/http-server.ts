import fastifyHelmet from '@fastify/helmet';
import fastifyRateLimit from '@fastify/rate-limit';
import { LIMITS } from '@crossover/protocol';
import { randomUUID } from 'node:crypto';
import { fastify, LogController, type FastifyInstance } from 'fastify';
import { RefusedError } from '../errors.ts';
import { messages } from '../messages.ts';
import { answerErrors } from './error-responses.ts';

/** How severe an event of the log is. */
export type LogLevel = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace';

/** Where log lines go. */
export interface LogDestination {
  /** Least severe level that is written; `info` by default. */
  readonly level?: LogLevel;
  readonly stream: { write(line: string): void };
}

export interface HttpServerOptions {
  readonly logger: LogDestination | false;
  readonly requestsPerMinute: number;
}

/** An HTTP server with everything in place but its routes: limits, headers, errors. */
export async function createHttpServer({
  logger,
  requestsPerMinute,
}: HttpServerOptions): Promise<FastifyInstance> {
  const server = fastify({
    logger: logger === false ? false : { level: logger.level ?? 'info', stream: logger.stream },
    // A line for every request of every dashboard would drown what matters; errors are logged.
    logController: new LogController({ disableRequestLogging: true }),
    // Told in the header x-request-id of every answer; what a client calls its request is its own affair.
    genReqId: () => randomUUID(),
    bodyLimit: LIMITS.maxRequestBytes,
    forceCloseConnections: 'idle',
  });
  answerErrors(server);
  await server.register(fastifyHelmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        connectSrc: ["'self'"],
        workerSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    // The page shares memory with its workers, which browsers allow only to isolated pages.
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    crossOriginEmbedderPolicy: { policy: 'require-corp' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    referrerPolicy: { policy: 'no-referrer' },
    // Plain HTTP on the loopback interface: nothing to upgrade to.
    strictTransportSecurity: false,
  });
  await server.register(fastifyRateLimit, {
    max: requestsPerMinute,
    timeWindow: '1 minute',
    errorResponseBuilder: (_request, { after }) =>
      new RefusedError('rate-limited', messages.rateLimited(after)),
  });
  return server;
}
