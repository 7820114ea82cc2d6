import { ERROR_CODES } from '@crossover/protocol';
import type { Socket } from 'socket.io-client';
import { EventMessages, type EventMessage } from './event-messages.ts';
import { EventSenders, senders, type Sender } from './event-senders.ts';
import type { Random } from './random.ts';
import { BrokenPromise, type Outcome, type Told } from './tally.ts';
import { PATIENCE_MILLISECONDS, type Channel, type Target } from './target.ts';
import type { HeldLease } from './vocabulary.ts';

/** Events of admitted sockets. */
export class EventChannel implements Channel {
  readonly name = 'socket events';
  readonly weight = 48;
  readonly #target: Target;
  readonly #messages: EventMessages;
  readonly #senders: EventSenders;

  /** `results`: the right bytes of some runs, so that some are completed as they should be. */
  constructor(target: Target, results: ReadonlyMap<string, Uint8Array>) {
    this.#target = target;
    this.#messages = new EventMessages(target.vocabulary, results);
    this.#senders = new EventSenders(target);
  }

  async send(random: Random): Promise<Told> {
    const sender = random.pick(senders);
    const composed = this.#messages.compose(sender, random);
    const { surface, event, message } = composed;
    const silent = random.chance(0.02);
    const socket = await this.#senders.connected(sender);
    const fault = this.#senders.takeFault();
    if (fault !== undefined) throw new BrokenPromise(fault);
    if (silent) {
      socket.emit(event, message);
      return { surface, outcome: 'no answer asked for' };
    }
    const answer = await answered(socket, event, message);
    if (answer === undefined) return { surface, outcome: 'connection closed' };
    const outcome = judge(sender, composed, answer);
    if (outcome === 'refused: rate-limited') this.#senders.renew(sender);
    if (outcome === 'accepted') this.#learn(socket, composed, answer);
    return { surface, outcome };
  }

  close(): void {
    this.#senders.close();
  }

  #learn(socket: Socket, { event, message }: EventMessage, answer: unknown): void {
    const { vocabulary } = this.#target;
    if (event === 'lease') this.#took(socket, answer as { assignments: readonly HeldLease[] });
    if (isObject(message) && message['verb'] === 'remove')
      vocabulary.forget('experiment', String(message['experimentId']));
  }

  /** Honest runs are handed back at once: a node that keeps or fails what it was given does what it may. */
  #took(socket: Socket, { assignments }: { assignments: readonly HeldLease[] }): void {
    const { vocabulary } = this.#target;
    const leases = assignments.map(({ runId, attempt }) => ({ runId, attempt }));
    const honest = (lease: HeldLease) => vocabulary.isHonest('run', lease.runId);
    for (const lease of leases.filter(honest)) socket.emit('release', lease, () => undefined);
    vocabulary.hold(leases.filter((lease) => !honest(lease)));
  }
}

/** @throws {BrokenPromise} when the answer is none, or grants what the contract does not */
function judge({ table, role }: Sender, { event, message }: EventMessage, answer: unknown): Outcome {
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
  const contract = Object.hasOwn(table, event) ? table[event] : undefined;
  if (contract === undefined) throw new BrokenPromise(`${role}: the unknown event ${event} was accepted`);
  if (event === 'control' && role !== 'operator')
    throw new BrokenPromise(`${role}: may not control, and did: ${shown(message)}`);
  if (!contract.answer.safeParse(answer).success)
    throw new BrokenPromise(`${role} ${event}: an answer of another form: ${shown(answer)}`);
  if (!contract.message.safeParse(asItArrives(message)).success) {
    throw new BrokenPromise(`${role} ${event}: was accepted against the contract: ${shown(message)}`);
  }
  return 'accepted';
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

/**
 * What JSON makes of it, except that bytes stay bytes. Of messages with bytes the library makes a copy first, in which
 * a key `__proto__` is none any more.
 */
function asItArrives(value: unknown): unknown {
  return copied(value, holdsBytes(value));
}

function copied(value: unknown, withBytes: boolean): unknown {
  if (value instanceof Uint8Array) return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (Array.isArray(value)) return value.map((item) => copied(item ?? null, withBytes));
  if (!isObject(value)) return value;
  if (withBytes && isPlaceholder(value)) return new Uint8Array();
  const copy = {};
  for (const [key, item] of Object.entries(value)) {
    if (item === undefined || (withBytes && key === '__proto__')) continue;
    Object.defineProperty(copy, key, {
      value: copied(item, withBytes),
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  return copy;
}

/** Of bytes, in a message that has some; one that names none of them ends the connection. */
function isPlaceholder(value: Record<string, unknown>): boolean {
  return value['_placeholder'] === true && typeof value['num'] === 'number';
}

function holdsBytes(value: unknown): boolean {
  if (value instanceof Uint8Array) return true;
  return typeof value === 'object' && value !== null && Object.values(value).some(holdsBytes);
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
