import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server, type Socket } from 'socket.io';
import { runIdentity, type RunSpecification } from '@crossover/experiments';
import {
  NAMESPACES,
  PROTOCOL_VERSION,
  nodeEvents,
  nodeHandshakeSchema,
  type CompleteMessage,
  type CoordinatorToNodeEvents,
  type FailMessage,
  type HeartbeatMessage,
  type HelloMessage,
  type Lease,
  type NodeToCoordinatorEvents,
  type ReportMessage,
} from '@crossover/protocol';

type NodeSocket = Socket<NodeToCoordinatorEvents, CoordinatorToNodeEvents>;

export const testToken = 'node-token-of-the-tests';

export interface TestRun {
  readonly lease: Lease;
  readonly specification: Record<string, unknown>;
  readonly checkpoint: Uint8Array | null;
  leased: boolean;
}

type Heard =
  | { event: 'hello'; message: HelloMessage }
  | { event: 'report'; message: ReportMessage }
  | { event: 'complete'; message: CompleteMessage }
  | { event: 'fail'; message: FailMessage }
  | { event: 'release'; message: Lease }
  | { event: 'heartbeat'; message: HeartbeatMessage };

/**
 * A small coordinator in memory, on a real socket: it checks every message against the protocol, hands
 * out runs, and can be told to misbehave. What it has heard is kept in order.
 */
export class TestCoordinator {
  readonly heard: Heard[] = [];
  readonly faults: string[] = [];
  readonly runs: TestRun[] = [];
  /** Addresses of other coordinators that `hello` names. */
  readonly others: string[] = [];
  /** Run identities that `hello` and `report` say are no longer wanted. */
  readonly unwanted = new Set<string>();
  /** Looks at a report before it is answered; `false` withholds the acknowledgement. */
  onReport: (message: ReportMessage) => boolean = () => true;
  /** The one that it takes. */
  token = testToken;
  /** The code with which every node is refused. */
  refuses: string | null = null;
  /** Takes the place of every answer to `hello`. */
  helloAnswer: unknown = null;
  /** Takes the place of the next answers to `lease`. */
  readonly leaseAnswers: unknown[] = [];
  #http = createServer();
  #server: Server = new Server();
  #port = 0;
  #listeners = new Set<() => void>();

  async start(): Promise<void> {
    this.#http = createServer();
    this.#server = new Server(this.#http, { maxHttpBufferSize: 1e8 });
    const nodes = this.#server.of(NAMESPACES.nodes);
    nodes.use((socket, next) => {
      const { data, success } = nodeHandshakeSchema.safeParse(socket.handshake.auth);
      if (!success) next(refusal('invalid-message', 'the handshake is malformed'));
      else if (this.refuses !== null) next(refusal(this.refuses, 'told to refuse'));
      else if (data.token !== this.token) next(refusal('unauthorized', 'this token is not known'));
      else if (data.protocolVersion !== PROTOCOL_VERSION) next(refusal('protocol-version', 'too old'));
      else if (data.name === 'of another version') next(refusal('numerics-version', 'found 0, needed 1'));
      else next();
    });
    nodes.on('connection', (socket) => this.#serve(socket as NodeSocket));
    await new Promise<void>((resolve) => this.#http.listen(this.#port, '127.0.0.1', resolve));
    this.#port = (this.#http.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  async stop(): Promise<void> {
    await this.#server.close();
  }

  add(specification: RunSpecification, checkpoint: Uint8Array | null = null): TestRun {
    return this.addRaw(runIdentity(specification), { ...specification }, checkpoint);
  }

  addRaw(
    runId: string,
    specification: Record<string, unknown>,
    checkpoint: Uint8Array | null = null,
  ): TestRun {
    const lease = { runId, attempt: { jobId: randomUUID(), retryCount: 0 } };
    const run: TestRun = { lease, specification, checkpoint, leased: false };
    this.runs.push(run);
    this.tell('work-available', {});
    return run;
  }

  tell(event: string, ...message: unknown[]): void {
    this.#server.of(NAMESPACES.nodes).emit(event, ...message);
  }

  /** Breaks all connections under the feet of the nodes. */
  breakConnections(): void {
    for (const socket of this.#server.of(NAMESPACES.nodes).sockets.values()) socket.conn.close();
  }

  /** Turns all nodes out, as a coordinator does that shuts down. */
  turnOut(): void {
    this.#server.of(NAMESPACES.nodes).disconnectSockets(true);
  }

  messages<Name extends Heard['event']>(event: Name): Extract<Heard, { event: Name }>['message'][] {
    return this.heard.filter((entry) => entry.event === event).map((entry) => entry.message as never);
  }

  /** Resolves when the condition holds; it is looked at after every message. */
  async until(condition: () => boolean): Promise<void> {
    if (condition()) return;
    await new Promise<void>((resolve) => {
      const look = () => {
        if (!condition()) return;
        this.#listeners.delete(look);
        resolve();
      };
      this.#listeners.add(look);
    });
  }

  #serve(socket: NodeSocket): void {
    // socket.io types tie each event to its message; this one checks and answers them all alike.
    const plain = socket as unknown as Socket;
    plain.onAny(
      (event: keyof typeof nodeEvents, message: unknown, acknowledge: (answer: unknown) => void) => {
        const parsed = nodeEvents[event].message.safeParse(message);
        if (!parsed.success) {
          this.faults.push(`${event}: ${parsed.error.message}`);
          acknowledge({ ok: false, error: { code: 'invalid-message', message: parsed.error.message } });
          return;
        }
        if (event !== 'lease') this.heard.push({ event, message: parsed.data } as Heard);
        const answer = this.#answer(event, parsed.data);
        if (answer !== null) acknowledge(answer);
        for (const look of [...this.#listeners]) look();
      },
    );
  }

  #answer(event: keyof typeof nodeEvents, message: unknown): unknown {
    switch (event) {
      case 'hello': {
        if (this.helloAnswer !== null) return this.helloAnswer;
        const held = (message as HelloMessage).leases.map(({ runId }) => runId);
        return {
          ok: true,
          keep: held.filter((runId) => !this.unwanted.has(runId)),
          drop: held.filter((runId) => this.unwanted.has(runId)),
          coordinators: this.others,
        };
      }
      case 'lease':
        return this.leaseAnswers.shift() ?? this.#lease((message as { capacity: number }).capacity);
      case 'report': {
        const report = message as ReportMessage;
        return this.onReport(report) ? { ok: true, continue: !this.unwanted.has(report.runId) } : null;
      }
      case 'heartbeat':
        return { ok: true, coordinators: this.others };
      case 'complete':
      case 'fail':
      case 'release':
        return { ok: true, accepted: true, continue: false };
    }
  }

  #lease(capacity: number): unknown {
    const granted = this.runs.filter((run) => !run.leased).slice(0, capacity);
    for (const run of granted) run.leased = true;
    const assignments = granted.map(({ lease, specification, checkpoint }) => ({
      ...lease,
      specification,
      checkpoint,
      work: 1,
    }));
    return { ok: true, assignments };
  }
}

function refusal(code: string, message: string): Error {
  return Object.assign(new Error(message), { data: { code, message } });
}
