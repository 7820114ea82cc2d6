import type { Attempt } from '@crossover/protocol';
import { sql, type Transaction } from 'kysely';
import { fromKysely, PgBoss, type CommandResponse, type Db } from 'pg-boss';
import type { Store } from '../store/store.ts';
import type { StoreSchema } from '../store/schema.ts';

const QUEUE = 'runs';
const SCHEMA = 'queue';

const DAY = 24 * 3600;
const YEAR = 365 * DAY;

/**
 * The two ways in which an attempt ends without a word. *Heartbeat*: nobody has touched the job for this
 * long, so that its node and its coordinator are dead; another node gets it. *Expiration*: the attempt has
 * taken too long, however alive it is. That is decided by its coordinator, which knows the work; the queue's
 * own expiration is out of the way, since it would also end what a jump of the clock makes look old.
 *
 * A node that is lost while the coordinator lives is noticed much sooner, by its closed connection.
 */
const OPTIONS = {
  heartbeatSeconds: 60,
  expireInSeconds: DAY,
  // Loss of a node is no fault of the run; what the run itself does wrong is counted in its own row.
  retryLimit: 1000,
  retryDelay: 0,
  retentionSeconds: 10 * YEAR,
  // Nobody asks for a job that has ended; at 300 runs a second an hour of them would be a million.
  deleteAfterSeconds: 300,
  warningQueueSize: 1_000_000,
};

/** Longer than any backoff. */
const LONGEST_WAIT_SECONDS = 600;

export interface QueuedRun {
  readonly jobId: string;
  readonly runId: string;
  readonly priority: number;
  /** Estimated work in microseconds of a reference core. */
  readonly work: number;
}

export interface FetchedRun {
  readonly runId: string;
  readonly attempt: Attempt;
}

interface JobData {
  runId: string;
  work: number;
}

/**
 * The durable queue of runs. Every call takes the transaction in which the tables change too, so that a
 * run's row and its job never disagree. Calls that name an attempt are fenced: they do nothing, and say so,
 * when the job has been given to another attempt since.
 *
 * A transaction that changes both changes the jobs first: two that took them in different orders would wait
 * for each other.
 */
export class RunQueue {
  readonly #boss: PgBoss;
  readonly #database: Db;

  private constructor(boss: PgBoss, database: Db) {
    this.#boss = boss;
    this.#database = database;
  }

  static async start(store: Store, onError: (error: Error) => void): Promise<RunQueue> {
    const boss = new PgBoss({
      db: store.queueDatabase,
      backend: store.kind === 'embedded' ? 'pglite' : 'postgres',
      schema: SCHEMA,
      schedule: false,
      supervise: false,
      monitorIntervalSeconds: 5,
      registerInstance: false,
      reindex: store.kind === 'postgresql',
      monitorVacuum: store.kind === 'postgresql',
    });
    boss.on('error', onError);
    await boss.start();
    await boss.createQueue(QUEUE, OPTIONS);
    // A queue that is there already is left as an earlier version has made it.
    await boss.updateQueue(QUEUE, { deleteAfterSeconds: OPTIONS.deleteAfterSeconds });
    return new RunQueue(boss, store.queueDatabase);
  }

  async add(transaction: Transaction<StoreSchema>, runs: readonly QueuedRun[]): Promise<void> {
    if (runs.length === 0) return;
    const jobs = runs.map(({ jobId, runId, priority, work }) => ({
      id: jobId,
      priority,
      data: { runId, work } satisfies JobData,
      // A queue as a whole may have 24 hours at most, a job may have more.
      expireInSeconds: YEAR,
    }));
    await this.#boss.insert(QUEUE, jobs, { db: fromKysely(transaction) });
  }

  /** Work of the runs that would be fetched next, in their order. */
  async head(transaction: Transaction<StoreSchema>, limit: number): Promise<number[]> {
    // A job of an older version does not say its work; it counts as long.
    const { rows } = await sql<{ work: number }>`
      SELECT COALESCE((data->>'work')::float8, 1e12) AS work FROM ${sql.table(JOB_TABLE)}
      WHERE name = 'runs' AND state < 'active' AND NOT blocked AND start_after <= now()
      ORDER BY priority DESC, created_on LIMIT ${limit}`.execute(transaction);
    return rows.map(({ work }) => work);
  }

  /** Takes up to `count` runs, highest priority first. */
  async fetch(transaction: Transaction<StoreSchema>, count: number): Promise<FetchedRun[]> {
    const jobs = await this.#boss.fetch<JobData>(QUEUE, {
      batchSize: count,
      includeMetadata: true,
      db: fromKysely(transaction),
    });
    // The batch holds the jobs with the highest priorities, but in no order.
    return jobs
      .sort((one, other) => other.priority - one.priority || other.data.work - one.data.work)
      .map(({ id, retryCount, data }) => ({ runId: data.runId, attempt: { jobId: id, retryCount } }));
  }

  /** Says that an attempt is alive; false when it has been replaced. */
  async touch(transaction: Transaction<StoreSchema>, attempt: Attempt): Promise<boolean> {
    return (await this.touchAll(transaction, [attempt])).has(attempt.jobId);
  }

  /** The same for many: the ids of the jobs whose attempts are current. */
  async touchAll(
    transaction: Transaction<StoreSchema>,
    attempts: readonly Attempt[],
  ): Promise<ReadonlySet<string>> {
    if (attempts.length === 0) return new Set();
    return settled(await this.#boss.touch(QUEUE, attempts.map(asJob), { db: fromKysely(transaction) }));
  }

  /** Ends attempts for good: the ids of the jobs whose attempts were current. */
  async completeAll(
    transaction: Transaction<StoreSchema>,
    attempts: readonly Attempt[],
  ): Promise<ReadonlySet<string>> {
    if (attempts.length === 0) return new Set();
    const db = fromKysely(transaction);
    return settled(await this.#boss.complete(QUEUE, attempts.map(asJob), null, { db }));
  }

  /** Gives attempts back, so that their runs can be fetched again at once. Those replaced stay as they are. */
  async giveBack(
    transaction: Transaction<StoreSchema>,
    attempts: readonly Attempt[],
    reason: string,
  ): Promise<void> {
    if (attempts.length === 0) return;
    await this.#boss.fail(QUEUE, attempts.map(asJob), { reason }, { db: fromKysely(transaction) });
  }

  /** Lets a run that was given back wait for so long before its next attempt. */
  async postpone(transaction: Transaction<StoreSchema>, jobId: string, seconds: number): Promise<void> {
    await sql`
      UPDATE ${sql.table(JOB_TABLE)} SET start_after = now() + make_interval(secs => ${seconds})
      WHERE name = 'runs' AND id = ${jobId} AND state = 'retry'`.execute(transaction);
  }

  /** Takes jobs off the queue, waiting or active; those that have ended stay as they are. */
  async cancel(transaction: Transaction<StoreSchema>, jobIds: readonly string[]): Promise<void> {
    if (jobIds.length === 0) return;
    await this.#boss.cancel(QUEUE, [...jobIds], { db: fromKysely(transaction) });
  }

  /** Fails attempts whose heartbeat has stopped or whose time is up, and removes old jobs. */
  async supervise(): Promise<void> {
    await this.#boss.supervise(QUEUE);
    // Nothing waits for longer than a backoff: it does after the database's clock was set back.
    await this.#database.executeSql(
      `UPDATE ${JOB_TABLE} SET start_after = now() WHERE name = $1 AND state < 'active' AND NOT blocked
        AND start_after > now() + interval '${LONGEST_WAIT_SECONDS} seconds'`,
      [QUEUE],
    );
  }

  async stop(): Promise<void> {
    await this.#boss.stop({ graceful: false });
  }
}

/** The queue's table of jobs, for the one statement that compares it with the runs. */
export const JOB_TABLE = `${SCHEMA}.job`;

function asJob({ jobId, retryCount }: Attempt): { id: string; retryCount: number } {
  return { id: jobId, retryCount };
}

/** The jobs that a command changed. The queue tells them, but its type leaves them out. */
function settled(response: CommandResponse): ReadonlySet<string> {
  return new Set('settled' in response ? (response.settled as string[]) : []);
}
