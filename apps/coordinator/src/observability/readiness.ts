import type { ReadyResponse } from '@crossover/protocol';
import { sql, type Kysely } from 'kysely';
import { setTimeout as delay } from 'node:timers/promises';
import { messages } from '../messages.ts';
import { migrationNames } from '../store/migrations/index.ts';
import type { StoreSchema } from '../store/schema.ts';
import { Remembered } from './remembered.ts';
import type { ResourceShortage } from './resource-shortage.ts';

/** Anybody may ask, but not for a query each time. */
const REMEMBERED_MILLISECONDS = 500;
/** A database that takes longer is not there for whoever asks. */
const PATIENCE_MILLISECONDS = 3_000;

type Check = ReadyResponse['checks'][number];

/** Whether work can be taken in and given out now. */
export class Readiness {
  readonly #database: Kysely<StoreSchema>;
  readonly #shortage: Pick<ResourceShortage, 'isPresent'> | undefined;
  readonly #stored = new Remembered(REMEMBERED_MILLISECONDS, () => this.#checkStore());
  #stopping = false;

  constructor(database: Kysely<StoreSchema>, shortage?: Pick<ResourceShortage, 'isPresent'>) {
    this.#database = database;
    this.#shortage = shortage;
  }

  /** From now on the answer is no: whoever sends work here sends it elsewhere. */
  stop(): void {
    this.#stopping = true;
  }

  async check(): Promise<ReadyResponse> {
    const running: Check = {
      name: 'running',
      ok: !this.#stopping,
      message: this.#stopping ? messages.isStopping() : messages.isRunning(),
    };
    // The store may be closed already.
    const checks = this.#stopping ? [running] : [running, ...(await this.#stored.get())];
    return { status: checks.every(({ ok }) => ok) ? 'ready' : 'not-ready', checks };
  }

  async #checkStore(): Promise<Check[]> {
    const patience = new AbortController();
    try {
      const missing = await Promise.race([
        this.#missing(),
        delay(PATIENCE_MILLISECONDS, undefined, { signal: patience.signal }),
      ]);
      if (missing === undefined) {
        return [{ name: 'store', ok: false, message: messages.storeSlow(PATIENCE_MILLISECONDS) }];
      }
      const isShort = this.#shortage?.isPresent ?? false;
      return [
        { name: 'store', ok: !isShort, message: isShort ? messages.storeFull() : messages.storeAnswers() },
        { name: 'tables', ok: missing.tables.length === 0, message: messages.tablesMissing(missing.tables) },
        { name: 'queue', ok: !missing.queue, message: messages.queueMissing(missing.queue) },
      ];
    } catch {
      // What exactly is wrong, the log says: anybody may ask here.
      return [{ name: 'store', ok: false, message: messages.storeAway() }];
    } finally {
      patience.abort();
    }
  }

  async #missing(): Promise<{ tables: string[]; queue: boolean }> {
    const applied = await sql<{ name: string }>`SELECT name FROM kysely_migration`.execute(this.#database);
    const queues = await sql`SELECT name FROM queue.queue WHERE name = 'runs'`.execute(this.#database);
    const names = new Set(applied.rows.map(({ name }) => name));
    return { tables: migrationNames.filter((name) => !names.has(name)), queue: queues.rows.length === 0 };
  }
}
