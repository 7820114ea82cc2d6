import type { Kysely } from 'kysely';
import { readRunIds } from '../experiments/read-detail.ts';
import type { StoreSchema } from '../store/schema.ts';

/** Place of each run in its experiment's order, by run id. */
export type RunPlaces = ReadonlyMap<string, number>;

/**
 * Which runs an experiment consists of, for the experiments that are being watched. All viewers of an
 * experiment share one list; it never changes, since an experiment's runs are fixed when it is submitted.
 */
export class WatchedRuns {
  readonly #database: Kysely<StoreSchema>;
  readonly #places = new Map<string, { readonly places: Promise<RunPlaces>; viewers: number }>();

  constructor(database: Kysely<StoreSchema>) {
    this.#database = database;
  }

  async acquire(experimentId: string): Promise<RunPlaces> {
    const entry = this.#places.get(experimentId) ?? { places: this.#read(experimentId), viewers: 0 };
    entry.viewers += 1;
    this.#places.set(experimentId, entry);
    try {
      return await entry.places;
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

  async #read(experimentId: string): Promise<RunPlaces> {
    const ids = await readRunIds(this.#database, experimentId);
    return new Map(ids.map((id, place) => [id, place]));
  }
}
