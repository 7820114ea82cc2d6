import { randomUUID } from 'node:crypto';
import type { Random } from './random.ts';

/** What the coordinator gives names to. */
export type Kind = 'experiment' | 'run' | 'node';

/** A run that a hostile node was given, with the attempt that makes its messages more than nonsense. */
export interface HeldLease {
  readonly runId: string;
  readonly attempt: { readonly jobId: string; readonly retryCount: number };
}

/** So many of a kind are remembered, the newest: those before them may be gone by now. */
const REMEMBERED = 100;

/**
 * Words that mean something to the coordinator: ids of what it has, and texts of the forms that it asks for.
 * A generator that knows them gets past the first check of a message and meets the second.
 *
 * What belongs to the honest experiments is only given to those who have no right to change it: an operator
 * who cancels an experiment, or a node that fails a run which it was given, do what they may do.
 */
export class Vocabulary {
  readonly #forms: readonly string[] = [
    'a'.repeat(64),
    '0'.repeat(64),
    '01234567-89ab-4def-8123-456789abcdef',
    'http://127.0.0.1:1',
    '2026-11-23T12:00:00.000Z',
    'crossover-0123abcd',
    'crossover',
    'normal',
    '1',
    '17',
  ];
  readonly #harmless: Record<Kind, string[]> = { experiment: [], run: [], node: [] };
  readonly #honest: Record<Kind, string[]> = { experiment: [], run: [], node: [] };
  #held: HeldLease[] = [];

  /** Ids that anybody may do anything to. */
  offer(kind: Kind, ...ids: readonly string[]): void {
    const fresh = ids.filter((id) => !this.#harmless[kind].includes(id) && !this.#honest[kind].includes(id));
    this.#harmless[kind] = [...this.#harmless[kind], ...fresh].slice(-REMEMBERED);
  }

  /** Somebody has removed it. */
  forget(kind: Kind, id: string): void {
    this.#harmless[kind] = this.#harmless[kind].filter((known) => known !== id);
  }

  /** Ids of honest work. */
  protect(kind: Kind, ...ids: readonly string[]): void {
    this.#honest[kind].push(...ids);
  }

  isHonest(kind: Kind, id: string): boolean {
    return this.#honest[kind].includes(id);
  }

  /** What a node has been given; the oldest are forgotten. */
  hold(leases: readonly HeldLease[]): void {
    this.#held = [...this.#held, ...leases].slice(-REMEMBERED);
  }

  heldLease(random: Random): HeldLease {
    const nothing = {
      runId: random.pick(this.#forms.slice(0, 2)),
      attempt: { jobId: randomUUID(), retryCount: 0 },
    };
    return this.#held.length === 0 ? nothing : random.pick(this.#held);
  }

  /** A name of something of this kind; honest work is left out for those who may harm it. */
  name(kind: Kind, random: Random, mayHarm: boolean): string | undefined {
    const honest = mayHarm ? [] : this.#honest[kind];
    const known = honest.length > 0 && random.chance(0.2) ? honest : this.#harmless[kind];
    return known.length === 0 ? undefined : random.pick(known);
  }

  /** A text that passes `fits`; undefined when none is known. */
  form(random: Random, fits: (text: string) => boolean): string | undefined {
    const forms = this.#forms.filter(fits);
    return forms.length === 0 ? undefined : random.pick(forms);
  }
}
