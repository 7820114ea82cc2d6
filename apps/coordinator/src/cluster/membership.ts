import type { Kysely } from 'kysely';
import type { StoreSchema } from '../store/schema.ts';
import { adoptLeases } from './adopt-leases.ts';
import {
  beat,
  buryDead,
  DEAD_SECONDS,
  enter,
  leave,
  readOthers,
  type OtherCoordinator,
} from './coordinator-table.ts';
import { CoordinatorVersionError } from './versions.ts';

const BEAT_MILLISECONDS = 2_000;
/** A beat that has not been answered by then never will. */
const PATIENCE_MILLISECONDS = 8_000;
/** Less than it takes until an attempt to connect is given up. */
const SILENCE_MILLISECONDS = 4_000;

export interface MembershipListener {
  /** Others have come, gone, or changed their addresses. */
  othersChanged(others: readonly OtherCoordinator[], newcomers: boolean): void;
  /** A coordinator is no more. So many of its leases have become this one's, unless another one was first. */
  succeeded(leases: number): void;
  /** Others that do not go together with this one have taken its place: it has to stop. */
  displaced(error: CoordinatorVersionError): void;
  /** The others had taken this one for dead, and may have adopted its leases. */
  takenForDead(): void;
  /** The database has not answered for so long that its connections are better cut. */
  databaseSilent(): void;
  /** The database cannot be reached, for the first time or still. */
  databaseLost(error: unknown): void;
  /** It answers again. */
  databaseBack(): void;
}

/**
 * One coordinator's place among those on the same database: it beats, and looks after what others leave.
 * All times are the database's; the own clock only says how long something took.
 */
export class Membership {
  readonly #database: Kysely<StoreSchema>;
  readonly #listener: MembershipListener;
  readonly #self: string;
  #url: string | null = null;
  #others: readonly OtherCoordinator[] = [];
  /** Since when its beats have been answered without a gap; undefined while they are not. */
  #answeredSince: number | undefined;
  #beatenAt = performance.now();
  /** Somebody has gone since what is left without a coordinator was last looked through. */
  #successionDue = true;
  #timer: NodeJS.Timeout | undefined;
  #beating: Promise<void> = Promise.resolve();
  #closed = false;

  /** `database` should not be shared with work: a beat that waits behind it would look like death. */
  constructor(database: Kysely<StoreSchema>, self: string, listener: MembershipListener) {
    this.#database = database;
    this.#self = self;
    this.#listener = listener;
  }

  get others(): readonly OtherCoordinator[] {
    return this.#others;
  }

  /**
   * Enters the table, and takes up what those have left that are in it no more.
   *
   * @throws {CoordinatorVersionError} when others are at work with which this one does not go together
   */
  async join(): Promise<void> {
    await enter(this.#database, this.#self, this.#url);
    this.#others = await readOthers(this.#database, this.#self);
    await adoptLeases(this.#database, this.#self);
    this.#successionDue = false;
    this.#answeredSince = performance.now();
    this.#schedule();
  }

  /** Says where compute nodes reach this one. */
  async announce(url: string): Promise<void> {
    this.#url = url;
    await enter(this.#database, this.#self, url);
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#beating;
    // Without the database nobody can be told; the silence will say it.
    await leave(this.#database, this.#self).catch(() => undefined);
  }

  #schedule(): void {
    if (this.#closed) return;
    this.#timer = setTimeout(() => {
      this.#beating = this.#beat().finally(() => this.#schedule());
    }, BEAT_MILLISECONDS);
  }

  async #beat(): Promise<void> {
    const since = performance.now();
    try {
      await this.#withPatience(this.#attend(since));
    } catch (error) {
      if (error instanceof CoordinatorVersionError) {
        this.#closed = true;
        this.#listener.displaced(error);
        return;
      }
      this.#answeredSince = undefined;
      // A refusal comes at once. What took so long was silence, and others may be waiting in it.
      if (performance.now() - since > SILENCE_MILLISECONDS) this.#listener.databaseSilent();
      this.#listener.databaseLost(error);
    }
  }

  async #attend(started: number): Promise<void> {
    const alive = await beat(this.#database, this.#self);
    if (!alive) {
      await enter(this.#database, this.#self, this.#url);
      this.#successionDue = true;
      this.#listener.takenForDead();
    }
    const others = await readOthers(this.#database, this.#self);
    this.#answered(started);
    const buried = this.#mayJudge(started) ? await buryDead(this.#database, this.#self) : [];
    if (buried.length > 0) this.#successionDue = true;
    this.#noteOthers(others.filter(({ id }) => !buried.includes(id)));
    // Also when nobody is missed: one may have come and gone between two looks.
    const leases = await adoptLeases(this.#database, this.#self);
    if (leases === 0 && !this.#successionDue) return;
    this.#successionDue = false;
    this.#listener.succeeded(leases);
  }

  #answered(now: number): void {
    const wasLost = this.#answeredSince === undefined;
    const gap = now - this.#beatenAt > (DEAD_SECONDS * 1000) / 2;
    this.#beatenAt = now;
    if (wasLost || gap) this.#answeredSince = now;
    if (wasLost) this.#listener.databaseBack();
  }

  /**
   * Whoever could not beat, because the database was away or this process stood still, sees all the others
   * unbeaten too, though they are as alive as itself. They get the same time again to show it.
   */
  #mayJudge(now: number): boolean {
    return this.#answeredSince !== undefined && now - this.#answeredSince > DEAD_SECONDS * 1000;
  }

  #noteOthers(others: readonly OtherCoordinator[]): void {
    const former = this.#others;
    this.#others = others;
    const before = new Set(former.map(({ id }) => id));
    const now = new Set(others.map(({ id }) => id));
    if (former.some(({ id }) => !now.has(id))) this.#successionDue = true;
    if (JSON.stringify(former) === JSON.stringify(others)) return;
    this.#listener.othersChanged(
      others,
      others.some(({ id }) => !before.has(id)),
    );
  }

  /** Whoever waits for a server that has stopped answering is set free, by the connections being cut. */
  async #withPatience(work: Promise<void>): Promise<void> {
    const timer = setTimeout(() => this.#listener.databaseSilent(), PATIENCE_MILLISECONDS);
    try {
      await work;
    } finally {
      clearTimeout(timer);
    }
  }
}
