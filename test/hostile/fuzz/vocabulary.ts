import { randomUUID } from 'node:crypto';
import type { Random } from './random.ts';

/** A run that a hostile node was given, with the attempt that makes its messages more than nonsense. */
export interface HeldLease {
  readonly runId: string;
  readonly attempt: { readonly jobId: string; readonly retryCount: number };
}

/**
 * Words that mean something to the coordinator: ids of what it has, and texts of the forms that it asks for.
 * A generator that knows them gets past the first check of a message and meets the second.
 *
 * What belongs to the honest experiment is only given to those who have no right to change it: an operator
 * who cancels an experiment, or a node that fails a run which it was given, do what they may do.
 */
export class Vocabulary {
  readonly #forms: readonly string[] = [
    'a'.repeat(64),
    '0'.repeat(64),
    '01234567-89ab-4def-8123-456789abcdef',
    'hostile-1',
    'http://127.0.0.1:1',
    '2026-11-23T12:00:00.000Z',
    'crossover-0123abcd',
    'crossover',
    'normal',
    'pause',
    '1',
    '17',
  ];
  readonly #harmless = new Set<string>();
  readonly #honest = new Set<string>();
  #held: HeldLease[] = [];

  /** Ids that anybody may do anything to. */
  offer(...words: readonly string[]): void {
    for (const word of words) this.#harmless.add(word);
  }

  /** Ids of honest work. */
  protect(...words: readonly string[]): void {
    for (const word of words) this.#honest.add(word);
  }

  isHonest(word: string): boolean {
    return this.#honest.has(word);
  }

  /** What a node has been given; the oldest are forgotten. */
  hold(leases: readonly HeldLease[]): void {
    this.#held = [...this.#held, ...leases].slice(-200);
  }

  heldLease(random: Random): HeldLease {
    const nothing = {
      runId: random.pick(this.#forms.slice(0, 2)),
      attempt: { jobId: randomUUID(), retryCount: 0 },
    };
    return this.#held.length === 0 ? nothing : random.pick(this.#held);
  }

  /** A known text that passes `fits`; undefined when there is none. */
  word(random: Random, fits: (text: string) => boolean, mayHarm: boolean): string | undefined {
    const known = [...this.#harmless, ...(mayHarm ? [] : this.#honest)].filter(fits);
    const forms = this.#forms.filter(fits);
    if (known.length > 0 && (forms.length === 0 || random.chance(0.8))) return random.pick(known);
    return forms.length === 0 ? undefined : random.pick(forms);
  }
}
