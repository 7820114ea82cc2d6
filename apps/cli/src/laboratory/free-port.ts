import { createServer } from 'node:net';
import { FailureError } from '../errors.ts';
import * as messages from '../messages.ts';

/** How many ports after the wanted one are tried. */
const attempts = 50;

/** Whether nobody listens on this port of this address. */
export async function isFree(port: number, host: string): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const probe = createServer();
  probe.once('error', () => resolve(false));
  probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(true)));
  return promise;
}

/**
 * The port to listen on: exactly the one asked for, or else the first free one from the usual one on.
 *
 * @throws FailureError when the port asked for is taken, or none is free
 */
export async function choosePort(asked: number | undefined, usual: number, host: string): Promise<number> {
  if (asked !== undefined) {
    if (asked === 0 || (await isFree(asked, host))) return asked;
    throw new FailureError(messages.portTaken(asked));
  }
  for (let port = usual; port < usual + attempts; port++) {
    if (await isFree(port, host)) return port;
  }
  throw new FailureError(messages.noFreePort(usual, usual + attempts - 1));
}
