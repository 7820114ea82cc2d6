import { createServer, type RequestListener, type Server, type ServerOptions } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { TlsMaterial } from './tls-files.ts';

/** Whoever has not sent the headers of a request by then is not going to. */
const HEADERS_MILLISECONDS = 15_000;
/** Enough for the largest body over a link of a few hundred kbit/s. */
const REQUEST_MILLISECONDS = 120_000;
const KEEP_ALIVE_MILLISECONDS = 72_000;
const LOOK_MILLISECONDS = 2_000;
const TLS_HANDSHAKE_MILLISECONDS = 10_000;

export const PATIENCE = {
  headersTimeout: HEADERS_MILLISECONDS,
  requestTimeout: REQUEST_MILLISECONDS,
  keepAliveTimeout: KEEP_ALIVE_MILLISECONDS,
  connectionsCheckingInterval: LOOK_MILLISECONDS,
} satisfies ServerOptions;

/** An HTTP server that waits for nobody for ever; encrypted, when it has a certificate. */
export function createListener(
  answer: RequestListener,
  tls: TlsMaterial | undefined,
  patience: ServerOptions = PATIENCE,
): Server {
  if (tls === undefined) return createServer(patience, answer);
  return createTlsServer({ ...patience, ...tls, handshakeTimeout: TLS_HANDSHAKE_MILLISECONDS }, answer);
}
