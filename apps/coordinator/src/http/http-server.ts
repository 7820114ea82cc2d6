import fastifyHelmet from '@fastify/helmet';
import fastifyRateLimit from '@fastify/rate-limit';
import { LIMITS } from '@crossover/protocol';
import { randomUUID } from 'node:crypto';
import { fastify, LogController, type FastifyInstance } from 'fastify';
import { RefusedError } from '../errors.ts';
import { limitConnections } from '../limits/connection-limits.ts';
import { networkOf } from '../limits/network-of.ts';
import type { OriginPolicy } from '../limits/origin.ts';
import { SteadyRateLimit } from '../limits/steady-rate-limit.ts';
import { createListener } from '../listening/create-server.ts';
import type { TlsMaterial } from '../listening/tls-files.ts';
import { messages } from '../messages.ts';
import { answerErrors } from './error-responses.ts';
import { answerUnreadableAddress, answerUnreadableRequest } from './unreadable-requests.ts';

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
  readonly origins: OriginPolicy;
  /** Plain HTTP without it. */
  readonly tls: TlsMaterial | undefined;
}

/** A browser that has once been here by TLS comes by nothing else for so long. */
const STRICT_TRANSPORT_SECONDS = 30 * 24 * 60 * 60;

/** An HTTP server with everything in place but its routes: limits, headers, errors. */
export async function createHttpServer({
  logger,
  requestsPerMinute,
  origins,
  tls,
}: HttpServerOptions): Promise<FastifyInstance> {
  const server = fastify({
    frameworkErrors: answerUnreadableAddress,
    clientErrorHandler: answerUnreadableRequest,
    serverFactory: (answer) => createListener(answer, tls),
    logger: logger === false ? false : { level: logger.level ?? 'info', stream: logger.stream },
    // A line for every request of every dashboard would drown what matters; errors are logged.
    logController: new LogController({ disableRequestLogging: true }),
    // Told in the header x-request-id of every answer; what a client calls its request is its own affair.
    genReqId: () => randomUUID(),
    bodyLimit: LIMITS.maxRequestBytes,
    forceCloseConnections: 'idle',
  });
  limitConnections(server.server);
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
    strictTransportSecurity:
      tls === undefined ? false : { maxAge: STRICT_TRANSPORT_SECONDS, includeSubDomains: false },
  });
  await server.register(fastifyRateLimit, {
    max: requestsPerMinute,
    timeWindow: '1 minute',
    store: SteadyRateLimit,
    keyGenerator: ({ ip }) => networkOf(ip),
    errorResponseBuilder: (_request, { after }) =>
      new RefusedError('rate-limited', messages.rateLimited(after)),
  });
  server.addHook('onRequest', ({ method, headers }, _reply, done) => {
    origins.checkRequest(method, headers);
    done();
  });
  return server;
}
