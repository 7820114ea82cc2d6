import type { IncomingHttpHeaders } from 'node:http';
import { RefusedError } from '../errors.ts';
import { messages } from '../messages.ts';

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** What changes nothing, and is refused to foreign pages by browsers, which do not let them read the answer. */
const READING = new Set(['GET', 'HEAD', 'OPTIONS']);

interface Reachability {
  /** Only programs of this machine reach the address that is listened on. */
  readonly listensOnLoopback: boolean;
  /** What it is called from elsewhere, such as by the users of a proxy; host and port. */
  readonly advertisedHost: string | undefined;
}

/**
 * Which pages may speak to the coordinator. Browsers say where a page came from, and only the coordinator's
 * own dashboard is let in; programs that are no browsers send no origin. On a loopback address the name that
 * was asked for must be a loopback name too, or the advertised one: a foreign page could point a name of its
 * own at this machine.
 */
export class OriginPolicy {
  readonly #reachability: Reachability;

  constructor(reachability: Reachability) {
    this.#reachability = reachability;
  }

  /** Whether a socket may be opened. */
  allowsSocket({ origin, host }: IncomingHttpHeaders): boolean {
    return this.#allowsHost(host) && this.#allowsOrigin(origin, host);
  }

  /** @throws {RefusedError} `origin-not-allowed` */
  checkRequest(method: string, { origin, host }: IncomingHttpHeaders): void {
    if (!this.#allowsHost(host))
      throw new RefusedError('origin-not-allowed', messages.hostForeign(host ?? ''));
    if (READING.has(method) || this.#allowsOrigin(origin, host)) return;
    throw new RefusedError('origin-not-allowed', messages.originForeign());
  }

  #allowsHost(host: string | undefined): boolean {
    const { listensOnLoopback, advertisedHost } = this.#reachability;
    if (!listensOnLoopback || host === advertisedHost) return true;
    if (host === undefined || !URL.canParse(`http://${host}`)) return false;
    return LOOPBACK.has(new URL(`http://${host}`).hostname);
  }

  #allowsOrigin(origin: string | undefined, host: string | undefined): boolean {
    if (origin === undefined) return true;
    if (!URL.canParse(origin)) return false;
    const page = new URL(origin).host;
    // A proxy may ask under a name of its own.
    return page === host || (page !== '' && page === this.#reachability.advertisedHost);
  }
}

export function isLoopback(host: string): boolean {
  return LOOPBACK.has(host) || host === '::1';
}
