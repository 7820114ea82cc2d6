import type { ExperimentSummary, RunUpdate } from '@crossover/protocol';
import type { Note } from './cluster/note.ts';

/** New points of a run's risk curve. */
export interface NewPoints {
  readonly firstIndex: number;
  readonly risk: Float64Array;
}

/** Something that happened, told after the database has committed it. */
export type LabEvent =
  | {
      readonly kind: 'run';
      readonly update: RunUpdate;
      readonly points: NewPoints | null;
      /** It happened at another coordinator, and somebody here watches it. */
      readonly elsewhere?: true;
    }
  /** Runs that changed at another coordinator; those that are watched here follow as `run`. */
  | { readonly kind: 'runs-elsewhere'; readonly ids: readonly string[] }
  | { readonly kind: 'experiment'; readonly summary: ExperimentSummary }
  | { readonly kind: 'experiment-removed'; readonly id: string }
  | { readonly kind: 'nodes' }
  /** Events may have been missed: whoever sums them up reads the database anew. */
  | { readonly kind: 'events-missed' };

export type LabListener = (event: LabEvent) => void;

/**
 * Hands events on to whoever listens: viewers, the terminal, the ledger of experiments. With several
 * coordinators on one database it is also how they speak to each other: by notes, which may be lost and
 * never are the only place where something is written down.
 */
export class LabFeed {
  readonly #listeners = new Set<LabListener>();
  readonly #noteListeners = new Set<(note: Note) => void>();
  readonly #onError: (error: unknown) => void;
  #post: ((note: Note) => void) | undefined;

  constructor(onError: (error: unknown) => void) {
    this.#onError = onError;
  }

  /** Returns the function that ends the subscription. */
  subscribe(listener: LabListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Something happened here: tells listeners, and the other coordinators when it concerns them. */
  publish(event: LabEvent): void {
    if (event.kind === 'run') this.tellOthers({ kind: 'runs', ids: [event.update.id] });
    if (event.kind === 'experiment-removed') this.tellOthers({ kind: 'experiments', ids: [event.id] });
    this.relay(event);
  }

  publishRuns(updates: readonly RunUpdate[]): void {
    for (const update of updates) this.publish({ kind: 'run', update, points: null });
  }

  /** Tells only those who listen here: the others know already. */
  relay(event: LabEvent): void {
    for (const listener of [...this.#listeners]) this.#safely(() => listener(event));
  }

  /** Tells the other coordinators, if there are any. */
  tellOthers(note: Note): void {
    this.#post?.(note);
  }

  /** Listens to what the other coordinators tell. */
  onNote(listener: (note: Note) => void): void {
    this.#noteListeners.add(listener);
  }

  /** A note from another coordinator has arrived. */
  hear(note: Note): void {
    for (const listener of this.#noteListeners) this.#safely(() => listener(note));
  }

  /** Notes go out by `post` from now on, or nowhere. */
  connect(post: ((note: Note) => void) | undefined): void {
    this.#post = post;
  }

  /** What has happened has happened: a listener that fails must not turn it into a refusal. */
  #safely(listen: () => void): void {
    try {
      listen();
    } catch (error) {
      this.#onError(error);
    }
  }
}
