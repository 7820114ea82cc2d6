import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { LIMITS, NAMESPACES, nodeEvents, type Lease, type WireError } from '@crossover/protocol';
import { Server, type Socket } from 'socket.io';
import { messages } from '../../messages.ts';
import { describeValue } from '../../report/describe-value.ts';
import type { OfferedRun } from '../runs.ts';
import type { Heard, HeardOf, NodeEventName, RunEventName } from './heard.ts';
import { usualAnswer } from './usual-answer.ts';

/** The acknowledgement is held back. */
export const WITHHELD = Symbol('withheld');

/** One connection of a node, from its handshake on. */
export interface NodeConnection {
  readonly auth: unknown;
  /** The address that was asked for, with its query. */
  readonly address: string;
  readonly transport: string;
}

/** A node has tried to connect. */
export interface Attempt {
  readonly at: number;
}

const ACKNOWLEDGE_MILLISECONDS = 5_000;

/**
 * A coordinator that keeps nothing: it hears what a node says, and answers as a check wants it. By default
 * it gives the runs that are offered, and takes everything.
 */
export class PlayedCoordinator {
  readonly heard: Heard[] = [];
  readonly connections: NodeConnection[] = [];
  readonly attempts: Attempt[] = [];
  /** Messages that had not the form that the protocol says. */
  readonly faults: string[] = [];
  /** Addresses of others that it names. */
  readonly others: string[] = [];
  /** Leases that it keeps and reports that go on: by default of runs that it has offered itself. */
  wants: (lease: Lease) => boolean = ({ runId }) => this.#offered.has(runId);
  /** Looks at every message first, and may answer in its own way. */
  answers: (heard: Heard) => unknown = () => undefined;
  /** With what it refuses every node. */
  refusal: WireError | null = null;
  readonly token: string;
  readonly #waiting: OfferedRun[] = [];
  readonly #offered = new Set<string>();
  #http: HttpServer = createServer();
  #server = new Server();
  #port: number;
  #isDismissed = false;

  constructor(token: string, port = 0) {
    this.token = token;
    this.#port = port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Begins to listen; after a pause again on the same port. */
  async open(): Promise<void> {
    if (this.#isDismissed) throw new Error(messages.stageClosed());
    this.#http = createServer();
    this.#server = new Server(this.#http, {
      serveClient: false,
      maxHttpBufferSize: LIMITS.maxMessageBytes,
    });
    const nodes = this.#server.of(NAMESPACES.nodes);
    nodes.use((socket, next) => {
      this.attempts.push({ at: performance.now() });
      next(this.#refusalOf(socket.handshake.auth));
    });
    nodes.on('connection', (socket) => this.#serve(socket));
    await new Promise<void>((resolve, reject) => {
      this.#http.once('error', reject).listen(this.#port, '127.0.0.1', resolve);
    });
    this.#port = (this.#http.address() as AddressInfo).port;
  }

  /** Goes away without a word, as a coordinator that is killed. */
  async close(): Promise<void> {
    this.breakConnections();
    await this.#server.close();
  }

  /** Goes away for good, also when a play that nobody waits for any more wants it back. */
  async dismiss(): Promise<void> {
    this.#isDismissed = true;
    await this.close();
  }

  /** A run that the next `lease` is given; nodes are told of it unless the check says otherwise. */
  offer(run: OfferedRun, { hint = true } = {}): OfferedRun {
    this.#waiting.push(run);
    this.#offered.add(run.lease.runId);
    if (hint) void this.tell('work-available', {});
    return run;
  }

  /** Whether nobody has leased it yet. */
  isWaiting(run: OfferedRun): boolean {
    return this.#waiting.includes(run);
  }

  /** Takes so many of the offered runs. */
  take(count: number): OfferedRun[] {
    return this.#waiting.splice(0, count);
  }

  /** Tells the node something; what it acknowledges, undefined when it does not. */
  async tell(event: string, message: unknown): Promise<unknown> {
    const answers = await Promise.all(
      [...this.#server.of(NAMESPACES.nodes).sockets.values()].map((socket) =>
        socket
          .timeout(ACKNOWLEDGE_MILLISECONDS)
          .emitWithAck(event, message)
          .catch(() => undefined),
      ),
    );
    return answers.at(-1) as unknown;
  }

  /** Cuts the connections under the feet of the node. */
  breakConnections(): void {
    for (const socket of this.#server.of(NAMESPACES.nodes).sockets.values()) socket.conn.close(true);
  }

  all<Name extends NodeEventName>(event: Name): HeardOf<Name>[] {
    return this.heard.filter((entry): entry is HeardOf<Name> => entry.event === event);
  }

  /** Everything but heartbeats and hellos that was said about an attempt at a run. */
  about(runId: string, { jobId, retryCount }: Lease['attempt']): HeardOf<RunEventName>[] {
    return this.heard.filter(
      (entry): entry is HeardOf<RunEventName> =>
        'attempt' in entry.message &&
        entry.message.runId === runId &&
        entry.message.attempt.jobId === jobId &&
        entry.message.attempt.retryCount === retryCount,
    );
  }

  #refusalOf(auth: Record<string, unknown>): Error | undefined {
    const refusal =
      this.refusal ??
      (auth['token'] === this.token
        ? null
        : { code: 'unauthorized' as const, message: 'This is not the token of the conformance suite.' });
    return refusal === null ? undefined : Object.assign(new Error(refusal.message), { data: refusal });
  }

  #serve(socket: Socket): void {
    const connection = this.connections.length;
    const { auth, url } = socket.handshake;
    this.connections.push({ auth, address: url, transport: socket.conn.transport.name });
    socket.onAny((event: string, message: unknown, acknowledge: unknown) => {
      const answer = this.#hear(event, message, connection);
      if (answer === WITHHELD || typeof acknowledge !== 'function') return;
      (acknowledge as (answer: unknown) => void)(answer);
    });
  }

  #hear(event: string, message: unknown, connection: number): unknown {
    const name = event as NodeEventName;
    const parsed = Object.hasOwn(nodeEvents, event) ? nodeEvents[name].message.safeParse(message) : undefined;
    if (!parsed?.success) {
      this.faults.push(
        `"${event}": ${parsed?.error.message ?? 'no such event'} in ${describeValue(message)}`,
      );
      const error = { code: 'invalid-message', message: 'This is no message of the protocol.' };
      return { ok: false, error };
    }
    const heard = { event: name, message: parsed.data, at: performance.now(), connection } as Heard;
    this.heard.push(heard);
    return this.answers(heard) ?? usualAnswer(heard, this);
  }
}
