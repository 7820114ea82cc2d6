import type { Random } from '../../hostile/fuzz/random.ts';
import { contentOf, type Packet } from './packet.ts';

const SHARE_DELAYED = 0.4;
const SHARE_REPEATED = 0.3;
const LONGEST_DELAY_MILLISECONDS = 1200;
const LONGEST_REPETITION_MILLISECONDS = 4000;
/** Far above what a node counts up to: the answers to repetitions are kept from it. */
const FIRST_REPETITION_ID = 1_000_000_000;

/**
 * Events that may come twice. A repeated `hello` or `lease` is a new one, and no repetition: a node that has not heard
 * the answer to `lease` does not have the runs, which the coordinator finds out by itself after a minute.
 */
const REPEATABLE = new Set([
  'report',
  'complete',
  'fail',
  'release',
  'heartbeat',
  'cancel',
  'work-available',
]);

/** Lets packets overtake each other, and delivers some once more, up to seconds later. */
export class Turbulence {
  readonly #random: Random;
  #repetitions = 0;
  /** Packets that were held up, and delivered twice. */
  delayed = 0;
  repeated = 0;

  constructor(random: Random) {
    this.#random = random;
  }

  isAnswerToRepetition({ kind, id }: Packet): boolean {
    return kind === 'acknowledgement' && id !== null && id >= FIRST_REPETITION_ID;
  }

  /** Delivers a packet at some moment, now and then twice. */
  carry(packet: Packet, deliver: (packet: Packet) => void): void {
    if (packet.kind !== 'event' && packet.kind !== 'acknowledgement') {
      deliver(packet);
      return;
    }
    if (this.#random.chance(SHARE_DELAYED)) {
      this.delayed += 1;
      setTimeout(() => deliver(packet), this.#random.below(LONGEST_DELAY_MILLISECONDS));
    } else {
      deliver(packet);
    }
    if (!isRepeatable(packet) || !this.#random.chance(SHARE_REPEATED)) return;
    this.repeated += 1;
    const again = { ...packet, id: FIRST_REPETITION_ID + this.#repetitions++ };
    setTimeout(() => deliver(again), this.#random.below(LONGEST_REPETITION_MILLISECONDS));
  }
}

function isRepeatable(packet: Packet): boolean {
  if (packet.kind !== 'event') return false;
  const [event] = contentOf(packet) as [string];
  return REPEATABLE.has(event);
}
