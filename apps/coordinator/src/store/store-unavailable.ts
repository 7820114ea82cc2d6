import { RefusedError } from '../errors.ts';
import { messages } from '../messages.ts';

/** SQLSTATE classes and codes that say something about the server's state and nothing about the statement. */
const SERVER_STATES = [
  /** connection exception */
  /^08/,
  /** insufficient resources: disk full, out of memory, too many connections */
  /^53/,
  /** the server is being shut down, has crashed, or is starting */
  /^57P0[123]$/,
  /** a transaction that stood still for too long was broken off, with its connection */
  /^25P03$/,
  /** a stand-by that does not take changes yet */
  /^25006$/,
];

const NETWORK_ERRORS: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);

/** What `pg` and its pool say about a connection that broke or never came about; these errors carry no code. */
const CONNECTION_LOST = /connection terminated|timeout exceeded when trying to connect|not queryable/i;

/**
 * The database cannot be reached or cannot write just now. Nothing that was acknowledged is lost by that; of
 * the request that met it nobody knows whether it took effect. Every request can be repeated without harm.
 */
export class StoreUnavailableError extends RefusedError {
  constructor(reason: unknown) {
    super('unavailable', messages.storeUnavailable((reason as Error).message));
    this.cause = reason;
  }
}

/** The same error, or a `StoreUnavailableError` when it is a passing trouble of the database. */
export function withAvailability(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof StoreUnavailableError) return error;
  const code = (error as { code?: unknown }).code;
  if (typeof code === 'string') {
    const passing = NETWORK_ERRORS.has(code) || SERVER_STATES.some((state) => state.test(code));
    return passing ? new StoreUnavailableError(error) : error;
  }
  return CONNECTION_LOST.test(error.message) ? new StoreUnavailableError(error) : error;
}
