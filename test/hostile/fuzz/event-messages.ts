import { bytesFromFloat64, nodeEvents, viewerEvents, type EventTable } from '@crossover/protocol';
import { createHash } from 'node:crypto';
import { TIME_POINTS } from './decoys.ts';
import type { Sender } from './event-senders.ts';
import { mutate, nonsense, oddText } from './mutations.ts';
import type { Random } from './random.ts';
import { valueOf, wireSchema, type JsonSchema } from './schema-values.ts';
import type { Vocabulary } from './vocabulary.ts';

export interface EventMessage {
  readonly event: string;
  /** The event with who sends it, and the verb of an order: what is counted. */
  readonly surface: string;
  readonly message: unknown;
}

const MEBIBYTE = 2 ** 20;

/** Composes events of each sender: what the contract asks for, that with one fault, and nonsense. */
export class EventMessages {
  readonly #vocabulary: Vocabulary;
  readonly #results: ReadonlyMap<string, Uint8Array>;
  readonly #schemas = new Map<string, JsonSchema>();

  /** `results`: the right bytes of some runs. */
  constructor(vocabulary: Vocabulary, results: ReadonlyMap<string, Uint8Array>) {
    this.#vocabulary = vocabulary;
    this.#results = results;
    const tables: readonly EventTable[] = [nodeEvents, viewerEvents];
    for (const table of tables) {
      for (const [event, { message }] of Object.entries(table)) this.#schemas.set(event, wireSchema(message));
    }
  }

  compose(sender: Sender, random: Random): EventMessage {
    if (random.chance(0.04)) {
      const event = random.pick([
        '__proto__',
        'constructor',
        'toString',
        'frame',
        'cancel',
        sender.role === 'node' ? 'watch' : 'lease',
        oddText(random),
      ]);
      const message = nonsense(random);
      return { event, surface: `${sender.role}: events that there are not`, message };
    }
    const event = eventOf(sender, random);
    const whole = this.#whole(sender, event, random);
    const verb = isObject(whole) && typeof whole['verb'] === 'string' ? ` ${whole['verb']}` : '';
    return {
      event,
      surface: `${sender.role}: ${event}${verb}`,
      message: spoiled(whole, random),
    };
  }

  #whole({ role }: Sender, event: string, random: Random): unknown {
    const sources = { random, vocabulary: this.#vocabulary, mayHarm: role === 'operator' };
    const message = valueOf(this.#schemas.get(event) ?? {}, sources);
    // Most of what nodes say of runs is about runs that they have.
    if (role !== 'node' || !isObject(message) || !('attempt' in message) || random.chance(0.3))
      return message;
    const lease = this.#vocabulary.heldLease(random);
    const result = this.#results.get(lease.runId);
    return {
      ...message,
      ...lease,
      ...(event === 'report' && random.chance(0.5) ? { points: pointsOf(random) } : {}),
      ...(event === 'complete' && result !== undefined && random.chance(0.7)
        ? { result, digest: createHash('sha256').update(result).digest('hex') }
        : {}),
    };
  }
}

/** Viewers may watch and nothing else; what operators may do besides has many verbs. */
function eventOf({ table, role }: Sender, random: Random): string {
  if (role === 'operator' && random.chance(0.7)) return 'control';
  if (role === 'viewer' && random.chance(0.5)) return 'watch';
  return random.pick(Object.keys(table));
}

function spoiled(whole: unknown, random: Random): unknown {
  if (random.chance(0.002)) return tooLarge(whole, 33 * MEBIBYTE);
  if (random.chance(0.005)) return tooLarge(whole, MEBIBYTE);
  if (random.chance(0.4)) return whole;
  return random.chance(0.12) ? nonsense(random) : mutate(whole, random);
}

function tooLarge(whole: unknown, bytes: number): object {
  return { ...(isObject(whole) ? whole : {}), checkpoint: new Uint8Array(bytes) };
}

function pointsOf(random: Random): object {
  const firstIndex = random.below(TIME_POINTS);
  const count = random.between(0, TIME_POINTS - firstIndex);
  return { firstIndex, count, data: bytesFromFloat64(Float64Array.from({ length: count }, () => 0.5)) };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
