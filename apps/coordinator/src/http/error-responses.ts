import type { ErrorCode } from '@crossover/protocol';
import type { FastifyError, FastifyInstance } from 'fastify';
import { RefusedError } from '../errors.ts';
import { messages } from '../messages.ts';

const STATUS: Record<ErrorCode, number> = {
  unauthorized: 401,
  forbidden: 403,
  'origin-not-allowed': 403,
  'protocol-version': 400,
  'numerics-version': 400,
  'invalid-message': 400,
  'message-too-large': 413,
  'unknown-run': 404,
  'digest-mismatch': 422,
  'result-mismatch': 422,
  'invalid-specification': 422,
  'unknown-preset': 404,
  'unknown-experiment': 404,
  'no-result': 409,
  conflict: 409,
  'not-found': 404,
  'rate-limited': 429,
  'shutting-down': 503,
  unavailable: 503,
  quarantined: 409,
  internal: 500,
};

/** The status of an answer that refuses with this code. */
export function statusOf(code: ErrorCode): number {
  return STATUS[code];
}

/** Every error leaves as {error: {code, message}}; what was not foreseen is logged and told as `internal`. */
export function answerErrors(server: FastifyInstance): void {
  server.setErrorHandler((error: FastifyError | RefusedError, request, reply) => {
    const refused = refusalOf(error);
    if (refused.code === 'internal') request.log.error({ err: error }, 'a request could not be handled');
    if (refused.code === 'unauthorized') void reply.header('www-authenticate', 'Bearer');
    return reply.code(statusOf(refused.code)).send({ error: refused.toWire() });
  });
}

/** The refusal that an error is told as. */
export function refusalOf(error: FastifyError | RefusedError): RefusedError {
  if (error instanceof RefusedError) return error;
  const status = error.statusCode ?? 500;
  if (status === 413) return new RefusedError('message-too-large', messages.bodyTooLarge());
  if (status === 429) return new RefusedError('rate-limited', error.message);
  if (status === 404) return new RefusedError('not-found', error.message);
  if (status >= 400 && status < 500) return new RefusedError('invalid-message', error.message);
  return new RefusedError('internal', messages.internal());
}
