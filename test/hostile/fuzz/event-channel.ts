import {
  ERROR_CODES,
  NAMESPACES,
  nodeEvents,
  PROTOCOL_VERSION,
  viewerEvents,
  type EventTable,
} from '@crossover/protocol';
import { io, type Socket } from 'socket.io-client';
import { mutate, nonsense, oddText } from './mutations.ts';
import type { Random } from './random.ts';
import { valueOf, wireSchema, type JsonSchema } from './schema-values.ts';
import { BrokenPromise, type Outcome } from './tally.ts';
import { nodeHandshake, PATIENCE_MILLISECONDS, type Channel, type Role, type Target } from './target.ts';
import type { HeldLease } from './vocabulary.ts';

interface Persona {
  readonly role: Role;
  readonly namespace: string;
  readonly table: EventTable;
  readonly nodeId: string;
}

const personae: readonly Persona[] = [
  ...Array.from({ length: 8 }, (_, index) => persona('node', index)),
  ...Array.from({ length: 4 }, (_, index) => persona('viewer', index)),
  ...Array.from({ length: 4 }, (_, index) => persona('operator', index)),
];

function persona(role: Role, index: number): Persona {
  const nodeId = `hostile-${role}-${index}`;
  return role === 'node'
    ? { role, namespace: NAMESPACES.nodes, table: nodeEvents, nodeId }
    : { role, namespace: NAMESPACES.viewers, table: viewerEvents, nodeId };
}

/** Events of admitted sockets: what the contract asks for, that with one fault, and nonsense. */
export class EventChannel implements Channel {
  readonly name = 'socket events';
  readonly weight = 60;
  readonly #target: Target;
  readonly #sockets = new Map<Persona, Socket>();
  readonly #schemas = new Map<string, JsonSchema>();

  constructor(target: Target) {
    this.#target = target;
    const tables: readonly EventTable[] = [nodeEvents, viewerEvents];
    for (const table of tables) {
      for (const [event, { message }] of Object.entries(table)) this.#schemas.set(event, wireSchema(message));
    }
  }

  async send(random: Random): Promise<Outcome> {
    const sender = random.pick(personae);
    const event = this.#eventOf(sender, random);
    const message = this.#messageOf(sender, event, random);
    const socket = await this.#connected(sender);
    if (random.chance(0.02)) {
      socket.emit(event, message);
      return 'no answer asked for';
    }
    const answer = await answered(socket, event, message);
    if (answer === undefined) return 'connection closed';
    return this.#judge(sender, socket, event, message, answer);
  }

  close(): void {
    for (const socket of this.#sockets.values()) socket.disconnect();
  }

  #eventOf({ table }: Persona, random: Random): string {
    if (random.chance(0.94)) return random.pick(Object.keys(table));
    return random.pick([
      '__proto__',
      'constructor',
      'toString',
      'frame',
      'cancel',
      'watch',
      'lease',
      oddText(random),
    ]);
  }

  #messageOf(sender: Persona, event: string, random: Random): unknown {
    const { vocabulary } = this.#target;
    if (random.chance(0.1)) return nonsense(random);
    const sources = { random, vocabulary, mayHarm: sender.role === 'operator' };
    const message = valueOf(this.#schemas.get(event) ?? {}, sources);
    // Half of what nodes say of runs is about runs that they have.
    const about = sender.role === 'node' && isObject(message) && 'attempt' in message && random.chance(0.5);
    const valid = about ? { ...message, ...vocabulary.heldLease(random) } : message;
    if (random.chance(0.002))
      return { ...(isObject(valid) ? valid : {}), checkpoint: new Uint8Array(33 * 2 ** 20) };
    if (random.chance(0.005))
      return { ...(isObject(valid) ? valid : {}), checkpoint: new Uint8Array(2 ** 20) };
    return random.chance(0.25) ? valid : mutate(valid, random);
  }

  #judge(
    { table, role }: Persona,
    socket: Socket,
    event: string,
    message: unknown,
    answer: unknown,
  ): Outcome {
    const contract = Object.hasOwn(table, event) ? table[event] : undefined;
    const error =
      isObject(answer) && answer['ok'] === false && isObject(answer['error']) ? answer['error'] : null;
    if (error !== null) {
      const code = String(error['code']);
      if (!(ERROR_CODES as readonly string[]).includes(code) || typeof error['message'] !== 'string') {
        throw new BrokenPromise(`${role} ${event}: the refusal is none: ${JSON.stringify(answer)}`);
      }
      if (code === 'internal')
        throw new BrokenPromise(`${role} ${event} ${shown(message)}: ${JSON.stringify(answer)}`);
      return `refused: ${code}`;
    }
    if (contract === undefined) throw new BrokenPromise(`${role}: the unknown event ${event} was accepted`);
    const parsed = contract.answer.safeParse(answer);
    if (!parsed.success)
      throw new BrokenPromise(`${role} ${event}: an answer of another form: ${shown(answer)}`);
    if (!contract.message.safeParse(asItArrives(message)).success) {
      throw new BrokenPromise(`${role} ${event}: was accepted against the contract: ${shown(message)}`);
    }
    if (event === 'lease') this.#took(socket, answer as { assignments: readonly HeldLease[] });
    return 'accepted';
  }

  /** Honest runs are handed back at once: a node that keeps or fails what it was given does what it may. */
  #took(socket: Socket, { assignments }: { assignments: readonly HeldLease[] }): void {
    const { vocabulary } = this.#target;
    const leases = assignments.map(({ runId, attempt }) => ({ runId, attempt }));
    for (const lease of leases.filter(({ runId }) => vocabulary.isHonest(runId))) {
      socket.emit('release', lease, () => undefined);
    }
    vocabulary.hold(leases.filter(({ runId }) => !vocabulary.isHonest(runId)));
  }

  /** Several cases of one sender share its socket, also while it is connecting. */
  #connected(sender: Persona): Promise<Socket> {
    const known = this.#sockets.get(sender);
    if (known !== undefined && (known.connected || known.active)) return connection(known, sender.role);
    const socket = io(`http://127.0.0.1:${this.#target.port}${sender.namespace}`, {
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      auth: this.#auth(sender),
    });
    this.#sockets.set(sender, socket);
    // Viewers acknowledge frames, with whatever comes to mind; nodes never acknowledge anything.
    socket.on('frame', (frame: { sequence?: number }, acknowledge: (answer: unknown) => void) =>
      acknowledge([frame.sequence, { ok: true }, null][(frame.sequence ?? 0) % 3]),
    );
    return connection(socket, sender.role);
  }

  #auth({ role, nodeId }: Persona): Record<string, unknown> {
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

/** The answer; undefined when the connection ends before it. */
function answered(socket: Socket, event: string, message: unknown): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const ended = () => done(() => resolve(undefined));
    const timer = setTimeout(
      () => done(() => reject(new BrokenPromise(`${event} was never answered: ${shown(message)}`))),
      PATIENCE_MILLISECONDS,
    );
    const done = (settle: () => void) => {
      clearTimeout(timer);
      socket.off('disconnect', ended);
      settle();
    };
    if (!socket.connected) return ended();
    socket.once('disconnect', ended);
    socket.emit(event, message, (answer: unknown) => done(() => resolve(answer)));
  });
}

/** What JSON makes of it, except that bytes stay bytes. */
function asItArrives(value: unknown): unknown {
  if (value instanceof Uint8Array) return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (Array.isArray(value)) return value.map((item) => asItArrives(item ?? null));
  if (!isObject(value)) return value;
  const copy = {};
  for (const [key, item] of Object.entries(value)) {
    if (item === undefined) continue;
    Object.defineProperty(copy, key, {
      value: asItArrives(item),
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  return copy;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function shown(value: unknown): string {
  return (
    JSON.stringify(value, (_key, item: unknown) =>
      item instanceof Uint8Array
        ? `${item.length} bytes`
        : typeof item === 'string'
          ? item.slice(0, 200)
          : item,
    )?.slice(0, 800) ?? 'nothing'
  );
}
