/**
 * Loaded into the coordinator's process before anything else (`--import`): writes down what cannot be seen from
 * outside. It changes nothing: an error that nobody catches ends the process as ever, only not in silence.
 */
import { subscribe } from 'node:diagnostics_channel';
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { isMainThread } from 'node:worker_threads';

/** Whose token somebody had who reached a handler. */
export type Bearer = 'viewer' | 'operator' | 'node' | 'a wrong token' | 'no token';

/** One line of what the witness writes. Sizes in bytes. */
export type Testimony =
  | {
      readonly kind: 'memory';
      /** Of the whole process. */
      readonly rss: number;
      /** Of what JavaScript of the main thread holds, right after a whole collection; absent between collections. */
      readonly live?: number;
      readonly delayMilliseconds: number;
    }
  /** A handler was entered so many times since the last line: of a route, or of the events of a namespace. */
  | { readonly kind: 'reached'; readonly handler: string; readonly bearer: Bearer; readonly times: number }
  | { readonly kind: 'uncaught'; readonly origin: string; readonly error: string }
  | { readonly kind: 'polluted'; readonly keys: readonly string[] };

const file = process.env['CROSSOVER_FUZZ_WITNESS'];
const tokenFile = process.env['CROSSOVER_FUZZ_TOKENS'];
const EVERY_MILLISECONDS = 250;
/** A collection of everything takes a tenth of a second. */
const COLLECT_EVERY = 8;

if (file !== undefined && tokenFile !== undefined && isMainThread) {
  const write = (testimony: Testimony) => appendFileSync(file, `${JSON.stringify(testimony)}\n`);
  process.on('uncaughtExceptionMonitor', (error, origin) =>
    write({ kind: 'uncaught', origin, error: error.stack ?? String(error) }),
  );
  const writeReached = watchHandlers(bearers(tokenFile));
  const lookAtMemory = memoryGauge();
  setInterval(() => {
    write(lookAtMemory());
    for (const testimony of writeReached()) write(testimony);
    const keys = [];
    for (const key in {}) keys.push(key);
    if (keys.length > 0) write({ kind: 'polluted', keys });
  }, EVERY_MILLISECONDS).unref();
}

/** Tells whose a token is; the file is written by the coordinator when it starts. */
function bearers(tokenFile: string): (token: unknown) => Bearer {
  let known: Readonly<Record<string, unknown>> | undefined;
  return (token) => {
    if (token === undefined) return 'no token';
    if (known === undefined && existsSync(tokenFile))
      known = JSON.parse(readFileSync(tokenFile, 'utf8')) as Record<string, unknown>;
    const roles = ['viewer', 'operator', 'node'] as const;
    return roles.find((role) => known?.[role] === token) ?? 'a wrong token';
  };
}

/** Counts at the doors of the handlers, behind every check: what the frameworks call last before them. */
function watchHandlers(bearerOf: (token: unknown) => Bearer): () => Testimony[] {
  const reached = new Map<string, { handler: string; bearer: Bearer; times: number }>();
  const count = (handler: string, bearer: Bearer) => {
    const entry = reached.get(`${handler} ${bearer}`) ?? { handler, bearer, times: 0 };
    entry.times += 1;
    reached.set(`${handler} ${bearer}`, entry);
  };
  subscribe('tracing:fastify.request.handler:start', (message) => {
    const { request, route } = message as HandlerStart;
    const token = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
    count(`${request.method} ${route.url ?? 'pages'}`, bearerOf(token));
  });
  // The same module as the coordinator's: its sockets are made of this class.
  const socketio = createRequire(import.meta.resolve('@crossover/coordinator'))('socket.io') as SocketIo;
  const { onAny } = socketio.Socket.prototype;
  socketio.Socket.prototype.onAny = function (listener) {
    return onAny.call(this, (event: string, ...parameters) => {
      count(`event ${this.nsp.name}`, bearerOf(this.handshake.auth['token']));
      listener(event, ...parameters);
    });
  };
  return () => {
    const testimonies = [...reached.values()].map((entry) => ({ kind: 'reached' as const, ...entry }));
    reached.clear();
    return testimonies;
  };
}

function memoryGauge(): () => Testimony {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  let looks = 0;
  return () => {
    const delayMilliseconds = delay.max / 1e6;
    if (looks % COLLECT_EVERY === 0) collect();
    const { rss, heapUsed, external } = process.memoryUsage();
    const live = looks % COLLECT_EVERY === 0 ? { live: heapUsed + external } : {};
    looks += 1;
    // The collection is the witness's own doing.
    delay.reset();
    return { kind: 'memory', rss, delayMilliseconds, ...live };
  };
}

interface HandlerStart {
  readonly request: { readonly method: string; readonly headers: { readonly authorization?: string } };
  readonly route: { readonly url?: string };
}

type Listener = (event: string, ...parameters: unknown[]) => void;

interface SocketPrototype {
  readonly nsp: { readonly name: string };
  readonly handshake: { readonly auth: Readonly<Record<string, unknown>> };
  onAny: (this: SocketPrototype, listener: Listener) => unknown;
}

interface SocketIo {
  readonly Socket: { readonly prototype: SocketPrototype };
}
