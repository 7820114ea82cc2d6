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
import { readExperimentSpecification, type RunPage } from '../experiments/read-detail.ts';
import type { LabEvent } from '../lab-feed.ts';
import { messages } from '../messages.ts';
import type { StoreSchema } from '../store/schema.ts';
import { FrameBudget, type ViewerCount } from './frame-budget.ts';
import type { NodeChanges, NodeNews } from './node-news.ts';
import { PendingChanges } from './pending-changes.ts';
import type { RunPages } from './run-pages.ts';
import { UnreadRuns } from './unread-runs.ts';
import type { RunPlaces, WatchedRuns } from './watched-runs.ts';

export interface ViewerSurroundings {
  readonly database: Kysely<StoreSchema>;
  readonly ledger: ExperimentLedger;
  readonly watchedRuns: WatchedRuns;
  readonly runPages: RunPages;
  readonly nodeNews: NodeNews;
  readonly viewerCount: ViewerCount;
}

/** Of a frame, nodes get at most this part, and runs that changed so much of the rest while pages follow. */
const NODES_SHARE = 0.25;
const CHANGES_SHARE = 0.6;

interface Watching {
  readonly experimentId: string;
  readonly places: RunPlaces;
  /** Runs that the viewer is told of from the database; the others, when they change. */
  readonly unread: UnreadRuns;
}

/**
 * One viewer: collects what changes, and sends it as frames, at most four a second, the next one only
 * after the last was acknowledged. A slow viewer gets fewer and smaller frames, each with the newest state:
 * experiments first, since they say how far everything is.
 */
export class Viewer {
  readonly #surroundings: ViewerSurroundings;
  readonly #send: (frame: Frame) => Promise<void>;
  readonly #pending = new PendingChanges();
  readonly #budget: FrameBudget;
  /** The last change of the nodes that it was told of. */
  #nodeChange = 0;
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
    this.#budget = new FrameBudget(surroundings.viewerCount);
    surroundings.viewerCount.add();
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
    const news = this.#surroundings.nodeNews.since(0, NODES_SHARE * this.#budget.characters);
    this.#nodeChange = news.change;
    // What happened between the last look at the nodes and now, or had no room.
    this.#pending.nodes();
    this.#schedule();
    return {
      experiments: ledger.list(),
      nodes: news.nodes,
      ...(detail === undefined ? {} : { detail }),
    };
  }

  notice(event: LabEvent): void {
    if (!this.#started && this.#watching === undefined) return;
    if (event.kind === 'experiment') this.#pending.experiment(event.summary);
    else if (event.kind === 'experiment-removed') this.#pending.experimentRemoved(event.id);
    else if (event.kind === 'nodes') this.#noticeNodes();
    else if (event.kind === 'events-missed') this.#readAgain();
    else if (event.kind === 'run') {
      const watching = this.#watching;
      const place = watching?.places.get(event.update.id);
      // A run that is still to follow will be read from the database, with this change in it.
      if (watching === undefined || place === undefined || watching.unread.has(place)) return;
      this.#pending.run(event.update, event.points);
      if (this.#pending.isOverfull) this.#readLater(watching);
    }
    this.#schedule();
  }

  close(): void {
    if (!this.#closed) this.#surroundings.viewerCount.remove();
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#leave();
  }

  /** All pages come once more, as frames: what was missed is among them. */
  #readAgain(): void {
    this.#noticeNodes();
    this.#watching?.unread.addAll();
    this.#pending.forgetRuns();
  }

  /** The viewer is far behind: how these runs stand is read from the database when it gets to them. */
  #readLater({ unread, places }: Watching): void {
    for (const id of this.#pending.forgetRuns()) {
      const place = places.get(id);
      if (place !== undefined) unread.add(place);
    }
  }

  #noticeNodes(): void {
    this.#surroundings.nodeNews.notice();
    this.#pending.nodes();
  }

  #leave(): void {
    if (this.#watching !== undefined) this.#surroundings.watchedRuns.release(this.#watching.experimentId);
    this.#watching = undefined;
    this.#pending.forgetRuns();
  }

  async #enter(experimentId: string, turn: number): Promise<ExperimentDetail> {
    const { database, ledger, watchedRuns } = this.#surroundings;
    const specification = await readExperimentSpecification(database, experimentId);
    if (specification === undefined) {
      throw new RefusedError('unknown-experiment', messages.unknownExperiment(experimentId));
    }
    const places = await watchedRuns.acquire(experimentId);
    const watching: Watching = { experimentId, places, unread: new UnreadRuns(places.size) };
    if (this.#closed || turn !== this.#turn) {
      watchedRuns.release(experimentId);
      throw new RefusedError('conflict', messages.watchReplaced());
    }
    this.#watching = watching;
    const { runs, points } = await this.#readPage(watching, (1 - NODES_SHARE) * this.#budget.characters, {
      first: true,
    });
    const summary = ledger.get(experimentId);
    if (summary === undefined) {
      this.#leave();
      throw new RefusedError('unknown-experiment', messages.unknownExperiment(experimentId));
    }
    return { summary, specification, runs, points, runsToFollow: watching.unread.count };
  }

  /**
   * The next page of the watched experiment. Changes that happen while it is read wait in the pending
   * ones, and come after it.
   */
  async #readPage(
    { experimentId, unread }: Watching,
    characters: number,
    { first = false } = {},
  ): Promise<RunPage> {
    const places = unread.take(LIMITS.maxRunsPerPage);
    if (places.length === 0) return NO_PAGE;
    const { runPages } = this.#surroundings;
    const page = await (first
      ? runPages.first(experimentId, places, characters)
      : runPages.further(experimentId, places, characters));
    // The page was cut short: the rest will be read later, with the changes in it.
    unread.putBack(places.slice(page.runs.length));
    return page;
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
    const following = watching !== undefined && watching.unread.count > 0;
    if (this.#closed || (this.#pending.isEmpty && !following)) return;
    this.#sending = true;
    try {
      await this.#composeAndSend(watching, following);
    } catch {
      // The viewer has gone or does not answer: its connection is ended by whoever sent.
      this.close();
      return;
    } finally {
      this.#sending = false;
    }
    if (!this.#pending.isEmpty || (this.#watching?.unread.count ?? 0) > 0) this.#schedule();
  }

  async #composeAndSend(watching: Watching | undefined, following: boolean): Promise<void> {
    const { characters } = this.#budget;
    const changes = this.#pending.take((following ? CHANGES_SHARE : 1) * (1 - NODES_SHARE) * characters);
    const news: NodeChanges | undefined = changes.nodes
      ? this.#takeNodeNews(NODES_SHARE * characters)
      : undefined;
    const size = changes.characters + (news?.characters ?? 0);
    const page =
      watching !== undefined && following ? await this.#readPage(watching, characters - size) : NO_PAGE;
    const isStillWatched = watching === this.#watching;
    const runs = isStillWatched ? [...changes.runs, ...page.runs] : changes.runs;
    const points = isStillWatched ? [...changes.points, ...page.points] : changes.points;
    const { experiments, removed } = changes;
    const { nodes = [], gone = [] } = news ?? {};
    const parts = [experiments, removed, nodes, gone, runs, points];
    if (parts.every(({ length }) => length === 0)) return;
    this.#sequence += 1;
    const began = performance.now();
    await this.#send({
      sequence: this.#sequence,
      experiments,
      removed,
      ...(nodes.length > 0 ? { nodes } : {}),
      ...(gone.length > 0 ? { removedNodes: gone } : {}),
      ...(runs.length > 0 ? { runs } : {}),
      ...(points.length > 0 ? { points } : {}),
    });
    this.#budget.acknowledged(size + page.characters, performance.now() - began);
  }

  #takeNodeNews(characters: number): NodeChanges {
    const news = this.#surroundings.nodeNews.since(this.#nodeChange, characters);
    this.#nodeChange = news.change;
    if (!news.complete) this.#pending.nodes();
    return news;
  }
}

const NO_PAGE: RunPage = { runs: [], points: [], characters: 0 };
