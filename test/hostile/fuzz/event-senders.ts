import {
  coordinatorToNodeEvents,
  coordinatorToViewerEvents,
  NAMESPACES,
  nodeEvents,
  PROTOCOL_VERSION,
  viewerEvents,
  type EventTable,
} from '@crossover/protocol';
import { io, type Socket } from 'socket.io-client';
import { nonsense } from './mutations.ts';
import { Random } from './random.ts';
import { BrokenPromise } from './tally.ts';
import { nodeHandshake, PATIENCE_MILLISECONDS, type Role, type Target } from './target.ts';

/** Somebody with a right token who sends wrong messages. */
export interface Sender {
  readonly role: Role;
  readonly namespace: string;
  /** What it may send. */
  readonly table: EventTable;
  /** What it is told. */
  readonly told: EventTable;
  readonly nodeId: string;
  readonly address: string | undefined;
}

const NUMBER_OF_NODES = 8;

export const senders: readonly Sender[] = [
  ...Array.from({ length: NUMBER_OF_NODES }, (_, index) => sender('node', index)),
  ...Array.from({ length: 6 }, (_, index) => sender('viewer', NUMBER_OF_NODES + index)),
  ...Array.from({ length: 6 }, (_, index) => sender('operator', NUMBER_OF_NODES + 6 + index)),
];

/** Each with an address of its own, so that what one does to its limits is no business of the others. */
function sender(role: Role, index: number): Sender {
  const nodeId = `hostile-${role}-${index}`;
  const address = process.platform === 'linux' ? `127.0.1.${index + 1}` : undefined;
  return role === 'node'
    ? { role, nodeId, address, namespace: NAMESPACES.nodes, table: nodeEvents, told: coordinatorToNodeEvents }
    : {
        role,
        nodeId,
        address,
        namespace: NAMESPACES.viewers,
        table: viewerEvents,
        told: coordinatorToViewerEvents,
      };
}

/** One socket for each sender, opened again whenever it was closed. What it is told is looked at, and acknowledged in every wrong way. */
export class EventSenders {
  readonly #target: Target;
  readonly #sockets = new Map<Sender, Socket>();
  #faults: string[] = [];

  constructor(target: Target) {
    this.#target = target;
  }

  /** What the coordinator has sent against the contract since the last call. */
  takeFault(): string | undefined {
    return this.#faults.shift();
  }

  /** Several cases of one sender share its socket, also while it is connecting. */
  connected(sender: Sender): Promise<Socket> {
    const known = this.#sockets.get(sender);
    if (known !== undefined) return connection(known, sender.role);
    const socket = io(`http://127.0.0.1:${this.#target.port}${sender.namespace}`, {
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      auth: this.#auth(sender),
      ...{ localAddress: sender.address },
    });
    this.#sockets.set(sender, socket);
    const gone = () => this.#leave(sender, socket);
    socket.once('disconnect', gone).once('connect_error', gone);
    const acknowledgements = new Random(this.#target.port, senders.indexOf(sender));
    socket.onAny((event: string, message: unknown, acknowledge?: (answer: unknown) => void) => {
      this.#check(sender, event, message);
      const answer = acknowledgements.pick<() => unknown>([
        () => ({ ok: true }),
        () => isObject(message) && message['sequence'],
        () => ({ ok: false, error: { code: 'internal', message: 'x'.repeat(5000) } }),
        () => nonsense(acknowledgements),
      ]);
      acknowledge?.(answer());
      // Twice, and now and then a third time when nobody waits for it any more.
      if (acknowledgements.chance(0.2)) acknowledge?.(answer());
    });
    return connection(socket, sender.role);
  }

  /** With a new connection come new budgets. */
  renew(sender: Sender): void {
    const socket = this.#sockets.get(sender);
    if (socket !== undefined) this.#leave(sender, socket);
  }

  close(): void {
    for (const [sender, socket] of this.#sockets) this.#leave(sender, socket);
  }

  #leave(sender: Sender, socket: Socket): void {
    if (this.#sockets.get(sender) === socket) this.#sockets.delete(sender);
    socket.disconnect();
  }

  #check({ told, role }: Sender, event: string, message: unknown): void {
    const contract = Object.hasOwn(told, event) ? told[event] : undefined;
    const parsed = contract?.message.safeParse(message);
    if (parsed?.success !== true)
      this.#faults.push(`${role} was sent ${event} against the contract: ${JSON.stringify(message)}`);
  }

  #auth({ role, nodeId }: Sender): Record<string, unknown> {
    const token = this.#target.tokens[role];
    return role === 'node' ? nodeHandshake(token, nodeId) : { token, protocolVersion: PROTOCOL_VERSION };
  }
}

/** The socket, once it is connected; a right token that is refused breaks a promise. */
function connection(socket: Socket, role: Role): Promise<Socket> {
  if (socket.connected) return Promise.resolve(socket);
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => done(() => reject(new BrokenPromise(`${role}: the right token was not answered`))),
      PATIENCE_MILLISECONDS,
    );
    const connected = () => done(() => resolve(socket));
    const refused = (error: Error) =>
      done(() => reject(new BrokenPromise(`${role}: the right token was refused: ${error.message}`)));
    const done = (settle: () => void) => {
      clearTimeout(timer);
      socket.off('connect', connected).off('connect_error', refused);
      settle();
    };
    socket.once('connect', connected).once('connect_error', refused);
  });
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
