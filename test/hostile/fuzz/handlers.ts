import { NAMESPACES } from '@crossover/protocol';
import type { Routes } from './openapi-routes.ts';
import type { Bearer, Testimony } from './witness.ts';

/** How often somebody with a token of this role, a wrong one or none was let through to a handler. */
export interface HandlerCount {
  readonly handler: string;
  readonly bearer: Bearer;
  readonly times: number;
}

const SOCKETS: Readonly<Record<string, readonly string[]>> = {
  [`event ${NAMESPACES.nodes}`]: ['node'],
  [`event ${NAMESPACES.viewers}`]: ['viewer', 'operator'],
};

/** The sums of what the witness has seen at the doors. */
export function countHandlers(testimonies: readonly Testimony[]): HandlerCount[] {
  const sums = new Map<string, HandlerCount>();
  for (const testimony of testimonies) {
    if (testimony.kind !== 'reached') continue;
    const handler = testimony.handler.replaceAll(/:(\w+)/g, '{$1}');
    const { bearer } = testimony;
    const key = `${handler} ${bearer}`;
    sums.set(key, { handler, bearer, times: (sums.get(key)?.times ?? 0) + testimony.times });
  }
  return [...sums.values()].sort((left, right) => (left.handler < right.handler ? -1 : 1));
}

/** Those who stood in a handler which their token does not open. */
export function intruders(counts: readonly HandlerCount[], { routes }: Routes): string[] {
  const opens = ({ handler, bearer }: HandlerCount): boolean => {
    const sockets = SOCKETS[handler];
    if (sockets !== undefined) return sockets.includes(bearer);
    const route = routes.find(
      ({ method, path }) => `${method} ${path}` === handler.replace(/^HEAD /, 'GET '),
    );
    // What the document does not know is a page, which is for everybody, or else for nobody.
    if (route === undefined) return /^(GET|HEAD) (pages|\/\*|\/)$/.test(handler);
    return route.schemes.length === 0 || route.schemes.includes(bearer);
  };
  return counts
    .filter((count) => !opens(count))
    .map(({ handler, bearer, times }) => `${handler} was reached with ${bearer}, ${times} times`);
}
