import * as messages from '../messages.ts';

/** Why no connection came about, for a person: what was found, and what may help. */
export interface ConnectionFault {
  readonly reason: string;
  readonly advice: string;
}

/**
 * What a failed attempt to connect says, be it one of `fetch` or of a socket. Both hide why behind errors
 * such as `fetch failed` and `websocket error`.
 *
 * @param url with the scheme that was tried: a TLS server takes unencrypted requests for an attack, and says nothing
 */
export function connectionFault(error: Error, url: string): ConnectionFault {
  const cause = innermost(error);
  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : undefined;
  const reason = cause.message === '' ? (code ?? cause.name) : withoutPlace(cause.message);
  return { reason, advice: messages.connectionAdvice(code, reason, new URL(url).protocol === 'https:') };
}

/** OpenSSL says in which line of its own sources something was noticed. */
function withoutPlace(message: string): string {
  return /:SSL routines:[^:]*:([^:]+):/.exec(message)?.[1] ?? message;
}

function innermost(error: Error): Error {
  // Of several addresses of one name the first says as much as any.
  const within =
    error instanceof AggregateError ? (error.errors[0] as unknown) : (error.cause ?? ofSocket(error));
  return within instanceof Error && within !== error ? innermost(within) : error;
}

/** Where the transport of socket.io keeps it: the event of the WebSocket that failed. */
function ofSocket(error: Error): unknown {
  const { description } = error as { description?: { error?: unknown } | null };
  return description?.error;
}
