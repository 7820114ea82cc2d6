import {
  LIMITS,
  TIMINGS,
  type ExperimentDetail,
  type ExperimentSummary,
  type Frame,
  type NodeSummary,
} from '@crossover/protocol';
import type { Kysely } from 'kysely';
import { RefusedError } from '../errors.ts';
import type { ExperimentLedger } from '../experiments/experiment-ledger.ts';
import { readExperimentSpecification, readRunPage } from '../experiments/read-detail.ts';
import type { LabEvent } from '../lab-feed.ts';
import { messages } from '../messages.ts';
import type { StoreSchema } from '../store/schema.ts';
import { PendingChanges } from './pending-changes.ts';
import type { RunPlaces, WatchedRuns } from './watched-runs.ts';

export interface ViewerSurroundings {
  readonly database: Kysely<StoreSchema>;
  readonly ledger: ExperimentLedger;
  readonly watchedRuns: WatchedRuns;
  nodes(): NodeSummary[];
}

interface Watching {
  readonly experimentId: string;
  readonly places: RunPlaces;
  /** Runs before this place are known to the viewer; the others follow page by page. */
  next: number;
  /** Counts the times that all was to be read again. */
  restarts: number;
}

/**
 * One viewer: collects what changes, and sends it as frames, at most four a second, the next one only
 * after the last was acknowledged. A slow viewer gets fewer frames, each with the newest state.
 */
export class Viewer {
  readonly #surroundings: ViewerSurroundings;
  readonly #send: (frame: Frame) => Promise<void>;
  readonly #pending = new PendingChanges();
  #watching: Watching | undefined;
  /** Counts the calls of `watch`: the latest one wins, whichever is answered first. */
  #turn = 0;
  #sequence = 0;
  #started = false;
  #sending = false;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  /** `send` resolves when the viewer has acknowledged the frame, and rejects when it will not. */
  constructor(surroundings: ViewerSurroundings, send: (frame: Frame) => Promise<void>) {
    this.#surroundings = surroundings;
    this.#send = send;
  }

  async watch(experimentId: string | null): Promise<{
    experiments: ExperimentSummary[];
    nodes: NodeSummary[];
    detail?: ExperimentDetail;
  }> {
    this.#leave();
    this.#turn += 1;
    const { ledger } = this.#surroundings;
    const detail = experimentId === null ? undefined : await this.#enter(experimentId, this.#turn);
    this.#started = true;
    this.#schedule();
    return {
      experiments: ledger.list(),
      nodes: this.#surroundings.nodes(),
      ...(detail === undefined ? {} : { detail }),
    };
  }

  notice(event: LabEvent): void {
    if (!this.#started && this.#watching === undefined) return;
    if (event.kind === 'experiment') this.#pending.experiment(event.summary);
    else if (event.kind === 'experiment-removed') this.#pending.experimentRemoved(event.id);
    else if (event.kind === 'nodes') this.#pending.nodes();
    else if (event.kind === 'events-missed') this.#readAgain();
    else if (event.kind === 'run') {
      const place = this.#watching?.places.get(event.update.id);
      // A run that is still to follow will be read from the database, with this change in it.
      if (place === undefined || place >= (this.#watching?.next ?? 0)) return;
      this.#pending.run(event.update, event.points);
    }
    this.#schedule();
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#leave();
  }

  /** All pages come once more, as frames: what was missed is among them. */
  #readAgain(): void {
    this.#pending.nodes();
    if (this.#watching === undefined) return;
    this.#watching.next = 0;
    this.#watching.restarts += 1;
  }

  #leave(): void {
    if (this.#watching !== undefined) this.#surroundings.watchedRuns.release(this.#watching.experimentId);
    this.#watching = undefined;
    this.#pending.keepRuns(() => false);
  }

  async #enter(experimentId: string, turn: number): Promise<ExperimentDetail> {
    const { database, ledger, watchedRuns } = this.#surroundings;
    const specification = await readExperimentSpecification(database, experimentId);
    if (specification === undefined) {
      throw new RefusedError('unknown-experiment', messages.unknownExperiment(experimentId));
    }
    const places = await watchedRuns.acquire(experimentId);
    const watching: Watching = { experimentId, places, next: 0, restarts: 0 };
    if (this.#closed || turn !== this.#turn) {
      watchedRuns.release(experimentId);
      throw new RefusedError('conflict', messages.watchReplaced());
    }
    this.#watching = watching;
    const page = await this.#readPage(watching);
    const summary = ledger.get(experimentId);
    if (summary === undefined) {
      this.#leave();
      throw new RefusedError('unknown-experiment', messages.unknownExperiment(experimentId));
    }
    return { summary, specification, ...page, runsToFollow: places.size - watching.next };
  }

  /**
   * The next page of the watched experiment. Changes that happen while it is read wait in the pending
   * ones, and come after it.
   */
  async #readPage(watching: Watching) {
    const { next: from, restarts } = watching;
    watching.next = from + LIMITS.maxRunsPerPage;
    const { runs, points, next } = await readRunPage(
      this.#surroundings.database,
      watching.experimentId,
      from,
    );
    watching.next = restarts === watching.restarts ? next : 0;
    // The page was cut short: the rest will be read with the changes in it.
    this.#pending.keepRuns((id) => (watching.places.get(id) ?? 0) < watching.next);
    return { runs, points };
  }

  #schedule(): void {
    if (!this.#started || this.#sending || this.#closed) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      void this.#sendFrame();
    }, TIMINGS.frameMilliseconds);
  }

  async #sendFrame(): Promise<void> {
    const watching = this.#watching;
    const following = watching !== undefined && watching.next < watching.places.size;
    if (this.#closed || (this.#pending.isEmpty && !following)) return;
    this.#sending = true;
    try {
      const page = following ? await this.#readPage(watching) : { runs: [], points: [] };
      const changes = this.#pending.take();
      const runs = watching === this.#watching ? [...page.runs, ...changes.runs] : changes.runs;
      const points = watching === this.#watching ? [...page.points, ...changes.points] : changes.points;
      this.#sequence += 1;
      await this.#send({
        sequence: this.#sequence,
        experiments: changes.experiments,
        removed: changes.removed,
        ...(changes.nodes ? { nodes: this.#surroundings.nodes() } : {}),
        ...(runs.length > 0 ? { runs } : {}),
        ...(points.length > 0 ? { points } : {}),
      });
    } catch {
      // The viewer has gone or does not answer: its connection is ended by whoever sent.
      this.close();
      return;
    } finally {
      this.#sending = false;
    }
    if (!this.#pending.isEmpty || following) this.#schedule();
  }
}
