import type { FastifyBaseLogger } from 'fastify';
import { Kysely, PostgresDialect } from 'kysely';
import type { Dispatcher } from '../dispatch/dispatcher.ts';
import type { WorkRate } from '../dispatch/work-rate.ts';
import type { ExperimentLedger } from '../experiments/experiment-ledger.ts';
import type { ExperimentService } from '../experiments/experiment-service.ts';
import { removeUnfinishedSubmissions } from '../experiments/submit-experiment.ts';
import type { LabFeed } from '../lab-feed.ts';
import type { Durable } from '../runs/durable.ts';
import type { StoreSchema } from '../store/schema.ts';
import { connectToServer } from '../store/server-pool.ts';
import type { DatabaseServer } from '../store/store.ts';
import type { WatchedRuns } from '../viewers/watched-runs.ts';
import { ChangedRuns } from './changed-runs.ts';
import type { OtherCoordinator } from './coordinator-table.ts';
import { EventBus } from './event-bus.ts';
import { Membership } from './membership.ts';
import type { NodeDirectory } from './node-directory.ts';
import type { Note } from './note.ts';

/** Others are told how the nodes stand this often. */
const TELLING_MILLISECONDS = 2_000;

export interface ClusterSurroundings {
  readonly server: DatabaseServer;
  readonly durable: Durable;
  readonly feed: LabFeed;
  readonly ledger: ExperimentLedger;
  readonly dispatcher: Dispatcher;
  readonly service: ExperimentService;
  readonly directory: NodeDirectory;
  readonly rate: WorkRate;
  readonly watchedRuns: WatchedRuns;
  readonly log: FastifyBaseLogger;
  /** Called once when coordinators that do not go together with this one have taken its place. */
  onDisplaced(error: Error): void;
}

/**
 * One coordinator among several on a PostgreSQL database. What happens here is told to the others and what
 * they tell is told here, so that nodes and viewers may be connected to any; and what one that dies leaves
 * behind, another one takes up.
 */
export class Cluster {
  readonly #around: ClusterSurroundings;
  readonly #membership: Membership;
  readonly #database: Kysely<StoreSchema>;
  readonly #changedRuns: ChangedRuns;
  #bus: EventBus | undefined;
  #telling: NodeJS.Timeout | undefined;
  /** Coordinators that have spoken and whose entry in the table has not been read yet. */
  readonly #newcomers = new Set<string>();
  #databaseLost = false;
  /** What has been begun on account of others and has not ended. */
  readonly #working = new Set<Promise<void>>();
  #closing = false;

  constructor(surroundings: ClusterSurroundings) {
    const { server, durable, feed, watchedRuns, log } = surroundings;
    this.#around = surroundings;
    // One connection for beats and notes alone: they never wait behind work.
    const pool = connectToServer(server.url, 1);
    this.#database = new Kysely<StoreSchema>({ dialect: new PostgresDialect({ pool }) });
    this.#membership = new Membership(this.#database, durable.coordinatorId, {
      othersChanged: (others, newcomers) => this.#othersChanged(others, newcomers),
      succeeded: (leases) => {
        log.warn({ runs: leases }, 'a coordinator is gone; runs of its nodes were adopted');
        this.#try(() => this.#takeUpWhatIsLeft());
      },
      displaced: (error) => surroundings.onDisplaced(error),
      takenForDead: () => {
        log.warn('the other coordinators had taken this one for dead');
        this.#tellAllNodes();
        this.#try(() => this.#around.dispatcher.reclaimLeases());
      },
      databaseSilent: () => {
        pool.cutConnections();
        server.cutConnections();
      },
      databaseLost: (error) => {
        if (!this.#databaseLost) log.error({ err: error }, 'the database is away');
        this.#databaseLost = true;
      },
      databaseBack: () => {
        log.info('the database is back');
        this.#databaseLost = false;
        this.#try(() => this.#takeUpWhatIsLeft());
      },
    });
    this.#changedRuns = new ChangedRuns(
      durable.database,
      feed,
      (runId) => watchedRuns.has(runId),
      (error) => this.#failed(error),
    );
  }

  /** Enters the table of coordinators, before anything is done in its name. */
  async join(): Promise<void> {
    await this.#membership.join();
  }

  /** From now on notes come and go. */
  start(): void {
    const { server, durable, feed } = this.#around;
    this.#bus = new EventBus(server.url, this.#database, durable.coordinatorId, {
      connected: () => this.#lineIsUp(),
      heard: (note, from) => this.#hear(note, from),
      failed: (error) => this.#failed(error),
    });
    feed.connect((note) => {
      if (this.#hasOthers) this.#bus?.post(note);
    });
    this.#telling = setInterval(() => this.#tellNodes(), TELLING_MILLISECONDS);
  }

  /** Tells the others, and their nodes, where this one is. */
  async announce(url: string): Promise<void> {
    await this.#membership.announce(url);
  }

  /** Where the other coordinators are. */
  addresses(): string[] {
    return this.#membership.others.flatMap(({ url }) => (url === null ? [] : [url]));
  }

  async close(): Promise<void> {
    this.#closing = true;
    clearInterval(this.#telling);
    this.#around.feed.connect(undefined);
    await this.#changedRuns.close();
    await this.#bus?.close();
    await this.#membership.close();
    await Promise.allSettled(this.#working);
    await this.#database.destroy();
  }

  get #hasOthers(): boolean {
    return this.#membership.others.length + this.#newcomers.size > 0;
  }

  #hear(note: Note, from: string): void {
    const { feed, ledger, directory } = this.#around;
    if (this.#closing) return;
    switch (note.kind) {
      case 'joined':
        this.#newcomers.add(from);
        // Between its first look at the database and now it was told nothing.
        this.#bus?.post({ kind: 'missed' });
        this.#tellAllNodes();
        break;
      case 'missed':
        this.#countAnew();
        break;
      case 'runs':
        if (note.ids === null) this.#countAnew();
        else {
          feed.relay({ kind: 'runs-elsewhere', ids: note.ids });
          this.#changedRuns.note(note.ids);
        }
        break;
      case 'experiments':
        ledger.changedElsewhere(note.ids);
        break;
      case 'nodes':
        directory.note(from, note);
        feed.relay({ kind: 'nodes' });
        break;
      case 'cancel':
      case 'node-arrived':
      case 'node-state':
      case 'work-available':
        feed.hear(note);
    }
  }

  #lineIsUp(): void {
    if (!this.#hasOthers) return;
    this.#bus?.post({ kind: 'joined' });
    this.#tellAllNodes();
    this.#countAnew();
  }

  #othersChanged(others: readonly OtherCoordinator[], newcomers: boolean): void {
    const ids = new Set(others.map(({ id }) => id));
    this.#around.log.info({ coordinators: others }, 'the other coordinators on the database');
    this.#around.directory.keep(ids);
    this.#bus?.keep(ids);
    this.#newcomers.clear();
    this.#around.feed.relay({ kind: 'nodes' });
    if (newcomers) this.#lineIsUp();
  }

  #tellNodes(): void {
    if (!this.#hasOthers) return;
    const { directory, dispatcher, rate } = this.#around;
    this.#bus?.post(directory.tell(dispatcher.nodes(), rate.perSecond()));
  }

  #tellAllNodes(): void {
    this.#around.directory.tellAllAgain();
    this.#tellNodes();
  }

  #countAnew(): void {
    this.#around.feed.relay({ kind: 'events-missed' });
    this.#try(() => this.#around.ledger.load());
  }

  async #takeUpWhatIsLeft(): Promise<void> {
    await this.#around.dispatcher.takeUpLeases();
    await removeUnfinishedSubmissions(this.#around.durable);
    await this.#around.service.start();
  }

  #try(work: () => Promise<unknown>): void {
    if (this.#closing) return;
    const working = work().then(
      () => undefined,
      (error: unknown) => this.#failed(error),
    );
    this.#working.add(working);
    void working.finally(() => this.#working.delete(working));
  }

  #failed(error: unknown): void {
    // While the database is away everything fails, and that has been said.
    if (!this.#databaseLost)
      this.#around.log.error({ err: error }, 'coordinators could not speak to each other');
  }
}
