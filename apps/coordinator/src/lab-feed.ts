import type { ExperimentSummary, RunUpdate } from '@crossover/protocol';

/** New points of a run's risk curve. */
export interface NewPoints {
  readonly firstIndex: number;
  readonly risk: Float64Array;
}

/** Something that happened, told after the database has committed it. */
export type LabEvent =
  | { readonly kind: 'run'; readonly update: RunUpdate; readonly points: NewPoints | null }
  | { readonly kind: 'experiment'; readonly summary: ExperimentSummary }
  | { readonly kind: 'experiment-removed'; readonly id: string }
  | { readonly kind: 'nodes' };

export type LabListener = (event: LabEvent) => void;

/** Hands events on to whoever listens: viewers, the terminal, the ledger of experiments. */
export class LabFeed {
  readonly #listeners = new Set<LabListener>();
  readonly #onError: (error: unknown) => void;

  constructor(onError: (error: unknown) => void) {
    this.#onError = onError;
  }

  /** Returns the function that ends the subscription. */
  subscribe(listener: LabListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  publish(event: LabEvent): void {
    for (const listener of [...this.#listeners]) {
      try {
        listener(event);
      } catch (error) {
        // What has happened has happened: a listener that fails must not turn it into a refusal.
        this.#onError(error);
      }
    }
  }

  publishRuns(updates: readonly RunUpdate[]): void {
    for (const update of updates) this.publish({ kind: 'run', update, points: null });
  }
}
