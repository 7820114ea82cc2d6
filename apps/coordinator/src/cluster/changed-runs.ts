import type { RiskPoints } from '@crossover/protocol';
import type { Kysely } from 'kysely';
import { readCurves } from '../experiments/read-detail.ts';
import type { LabFeed } from '../lab-feed.ts';
import { RUN_COLUMNS, runUpdate, type RunRow } from '../runs/run-row.ts';
import type { StoreSchema } from '../store/schema.ts';

const SHORTEST_PAUSE_MILLISECONDS = 250;
/** Reading takes at most this share of the time. */
const LARGEST_SHARE = 0.2;
/** Runs read at once. */
const BATCH = 500;

/**
 * Runs that changed at other coordinators and are watched here: how they stand and their curves are read
 * from the database, which both share, and told as if it had happened here.
 */
export class ChangedRuns {
  readonly #database: Kysely<StoreSchema>;
  readonly #feed: LabFeed;
  readonly #isWatched: (runId: string) => boolean;
  readonly #onError: (error: unknown) => void;
  readonly #changed = new Set<string>();
  /** Points of each curve that have been told; whoever comes later reads the earlier ones itself. */
  readonly #told = new Map<string, number>();
  #timer: NodeJS.Timeout | undefined;
  #reading: Promise<void> | undefined;
  #closed = false;

  constructor(
    database: Kysely<StoreSchema>,
    feed: LabFeed,
    isWatched: (runId: string) => boolean,
    onError: (error: unknown) => void,
  ) {
    this.#database = database;
    this.#feed = feed;
    this.#isWatched = isWatched;
    this.#onError = onError;
  }

  note(ids: readonly string[]): void {
    for (const id of ids) if (this.#isWatched(id)) this.#changed.add(id);
    this.#readIn(SHORTEST_PAUSE_MILLISECONDS);
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#reading;
  }

  #readIn(milliseconds: number): void {
    if (this.#closed || this.#reading !== undefined || this.#changed.size === 0) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      const started = performance.now();
      this.#reading = this.#read()
        .catch(this.#onError)
        .finally(() => {
          this.#reading = undefined;
          const pause = (performance.now() - started) / LARGEST_SHARE;
          this.#readIn(Math.max(SHORTEST_PAUSE_MILLISECONDS, pause));
        });
    }, milliseconds);
  }

  async #read(): Promise<void> {
    const ids = [...this.#changed].slice(0, BATCH);
    for (const id of ids) this.#changed.delete(id);
    try {
      const rows = await this.#database
        .selectFrom('runs')
        .select(RUN_COLUMNS)
        .where('id', 'in', ids)
        .execute();
      const curves = await readCurves(this.#database, rows);
      for (const row of rows) {
        this.#tell(
          row,
          curves.filter(({ runId }) => runId === row.id),
        );
      }
    } catch (error) {
      for (const id of ids) this.#changed.add(id);
      throw error;
    }
    for (const id of [...this.#told.keys()].filter((id) => !this.#isWatched(id))) this.#told.delete(id);
  }

  #tell(row: RunRow, curve: readonly RiskPoints[]): void {
    const update = runUpdate(row);
    const told = this.#told.get(row.id) ?? 0;
    const news = curve.filter(({ firstIndex, risk }) => firstIndex + risk.length > told);
    for (const { firstIndex, risk } of news) {
      const known = Math.max(0, told - firstIndex);
      const points = { firstIndex: firstIndex + known, risk: Float64Array.from(risk.slice(known)) };
      this.#feed.relay({ kind: 'run', update, points, elsewhere: true });
    }
    if (news.length === 0) this.#feed.relay({ kind: 'run', update, points: null, elsewhere: true });
    this.#told.set(row.id, Math.max(told, ...curve.map(({ firstIndex, risk }) => firstIndex + risk.length)));
  }
}
