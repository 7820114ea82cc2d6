import type { IncomingMessage } from 'node:http';

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Whether a page may open a socket here. Browsers say where the page came from, and only the coordinator's
 * own dashboard is let in; programs that are no browsers send no origin. On a loopback address the name in
 * the address must be a loopback name too, or a foreign page could point its own name at this machine.
 */
export function isOriginAllowed(request: IncomingMessage, listensOnLoopback: boolean): boolean {
  const { origin, host } = request.headers;
  if (origin === undefined) return true;
  if (!URL.canParse(origin)) return false;
  const page = new URL(origin);
  if (page.host !== host) return false;
  return !listensOnLoopback || LOOPBACK.has(page.hostname);
}

export function isLoopback(host: string): boolean {
  return LOOPBACK.has(host) || host === '::1';
}
