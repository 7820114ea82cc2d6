import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server, type Socket as ServerSocket } from 'socket.io';
import { io, type Socket } from 'socket.io-client';
import { LIMITS } from '@crossover/protocol';

/** Not passed on, or not answered. */
export const DROPPED = Symbol('dropped');

type Auth = Record<string, unknown>;
export type Message = Record<string, unknown>;

/** How a relay breaks the rules: each part may change what passes by, or drop it. */
export interface Bend {
  /** Added to the address that is asked for. */
  readonly query?: (auth: Auth) => Record<string, string>;
  /** What the other end gets for a handshake. */
  readonly auth?: (auth: Auth) => Auth;
  /** How often the server is asked again at once, in the name of a client that it has refused. */
  readonly insists?: number;
  /** What comes from the client. */
  readonly fromClient?: (event: string, message: Message) => unknown;
  /** What the client is answered. */
  readonly answer?: (event: string, answer: Message, message: Message) => unknown;
  /** What comes from the server. */
  readonly fromServer?: (event: string, message: Message) => unknown;
  /** Whether the relay answers for the client at once, whatever that does. */
  readonly answersForClient?: boolean;
}

type Acknowledge = (answer: unknown) => void;

/** A relay between a client and a server of the protocol that keeps the rules, but for one. */
export class Relay {
  readonly #target: string;
  readonly #bend: Bend;
  readonly #http = createServer((incoming, outgoing) => this.#passOn(incoming, outgoing));
  readonly #server: Server;

  constructor(target: string, bend: Bend) {
    this.#target = target;
    this.#bend = bend;
    this.#server = new Server(this.#http, {
      transports: ['websocket'],
      serveClient: false,
      maxHttpBufferSize: LIMITS.maxMessageBytes,
    });
    for (const namespace of [this.#server.of('/'), this.#server.of(/.+/)]) {
      namespace.use((socket, next) => {
        this.#connect(socket).then(
          (upstream) => {
            socket.data = upstream;
            next();
          },
          (error: Error) => next(error),
        );
      });
      namespace.on('connection', (socket) => this.#join(socket, socket.data as Socket));
    }
  }

  async open(): Promise<string> {
    await new Promise<void>((resolve) => this.#http.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#http.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    await this.#server.close();
  }

  #passOn(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const { method = 'GET', url = '/', headers } = incoming;
    const { host } = new URL(this.#target);
    const options = { method, headers: { ...headers, host } };
    const passed = request(new URL(url, this.#target), options, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(outgoing);
    });
    passed.on('error', () => outgoing.destroy());
    incoming.pipe(passed);
  }

  async #connect(client: ServerSocket): Promise<Socket> {
    let insists = this.#bend.insists ?? 0;
    for (;;) {
      try {
        return await this.#ask(client);
      } catch (refusal) {
        if (insists === 0) throw refusal;
        insists -= 1;
      }
    }
  }

  async #ask({ handshake, nsp }: ServerSocket): Promise<Socket> {
    const { auth = (given: Auth) => given, query } = this.#bend;
    const { origin } = handshake.headers;
    const upstream = io(new URL(nsp.name, this.#target).href, {
      auth: auth(handshake.auth),
      query: query?.(handshake.auth) ?? {},
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
      ...(origin === undefined ? {} : { extraHeaders: { origin } }),
    });
    await new Promise<void>((resolve, reject) => {
      upstream.once('connect', resolve).once('connect_error', (error) => {
        const { data } = error as Error & { data?: Message };
        upstream.close();
        reject(Object.assign(new Error(error.message), data === undefined ? {} : { data }));
      });
    });
    return upstream;
  }

  #join(client: ServerSocket, upstream: Socket): void {
    const { fromClient, fromServer, answer, answersForClient = false } = this.#bend;
    client.onAny((event: string, ...parameters: unknown[]) => {
      const [message, acknowledge] = parametersOf(parameters);
      const passed = fromClient === undefined ? message : fromClient(event, message as Message);
      if (passed === DROPPED) return;
      upstream.emit(event, passed, (answered: Message) => {
        const told = answer === undefined ? answered : answer(event, answered, message as Message);
        if (told !== DROPPED) acknowledge(told);
      });
    });
    upstream.onAny((event: string, ...parameters: unknown[]) => {
      const [message, acknowledge] = parametersOf(parameters);
      const passed = fromServer === undefined ? message : fromServer(event, message as Message);
      if (answersForClient || passed === DROPPED) acknowledge({ ok: true });
      if (passed === DROPPED) return;
      client.emit(event, passed, (answered: unknown) => {
        if (!answersForClient) acknowledge(answered);
      });
    });
    client.on('disconnect', () => upstream.close());
    upstream.on('disconnect', () => client.disconnect(true));
    if (!upstream.connected) client.disconnect(true);
  }
}

function parametersOf(parameters: unknown[]): [message: unknown, acknowledge: Acknowledge] {
  const last = parameters.at(-1);
  const acknowledge = typeof last === 'function' ? (last as Acknowledge) : () => undefined;
  return [typeof parameters[0] === 'function' ? undefined : parameters[0], acknowledge];
}
