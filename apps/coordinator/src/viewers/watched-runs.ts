import type { Kysely } from 'kysely';
import { readRunIds } from '../experiments/read-detail.ts';
import type { StoreSchema } from '../store/schema.ts';

/** Place of each run in its experiment's order, by run id. */
export type RunPlaces = ReadonlyMap<string, number>;

interface Entry {
  readonly places: Promise<RunPlaces>;
  /** The same, once it is there. */
  read?: RunPlaces;
  viewers: number;
}

/**
 * Which runs an experiment consists of, for the experiments that are being watched. All viewers of an
 * experiment share one list; it never changes, since an experiment's runs are fixed when it is submitted.
 */
export class WatchedRuns {
  readonly #database: Kysely<StoreSchema>;
  readonly #places = new Map<string, Entry>();

  constructor(database: Kysely<StoreSchema>) {
    this.#database = database;
  }

  async acquire(experimentId: string): Promise<RunPlaces> {
    const entry: Entry = this.#places.get(experimentId) ?? { places: this.#read(experimentId), viewers: 0 };
    entry.viewers += 1;
    this.#places.set(experimentId, entry);
    try {
      entry.read = await entry.places;
      return entry.read;
    } catch (error) {
      this.release(experimentId);
      throw error;
    }
  }

  release(experimentId: string): void {
    const entry = this.#places.get(experimentId);
    if (entry === undefined) return;
    entry.viewers -= 1;
    if (entry.viewers === 0) this.#places.delete(experimentId);
  }

  /** Whether anybody watches an experiment that this run belongs to. */
  has(runId: string): boolean {
    return [...this.#places.values()].some(({ read }) => read?.has(runId) === true);
  }

  async #read(experimentId: string): Promise<RunPlaces> {
    const ids = await readRunIds(this.#database, experimentId);
    return new Map(ids.map((id, place) => [id, place]));
  }
}
