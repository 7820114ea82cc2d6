import type { RunSpecification } from '@crossover/experiments';
import type { Priority } from '@crossover/protocol';
import { sql, type Kysely, type Transaction } from 'kysely';
import { randomBytes, randomUUID } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { byUrgency, fairPriorities, readVirtualTime, WEIGHTS } from '../queue/fair-share.ts';
import { JOB_TABLE } from '../queue/run-queue.ts';
import type { Durable } from '../runs/durable.ts';
import { contended } from '../store/contended.ts';
import type { StoreSchema } from '../store/schema.ts';
import { storableText } from '../store/storable-text.ts';
import { phasePoints, planExperiment, planRun, type PlannedRun } from './plan-experiment.ts';
import { removeExperiment } from './remove-experiment.ts';

/** Runs written in one transaction: others wait no longer than that takes. */
const BATCH = 250;

/**
 * So many new runs change what the query planner has to go by. The embedded database does not notice on
 * its own, and would search the whole queue for every lease.
 */
const MANY = 1000;

/** Experiments that this process is writing now. */
const beingWritten = new Set<string>();

/** How an experiment is to be treated, beside what it asks. */
export interface SubmissionTerms {
  readonly priority: Priority;
  /** Share of its runs that a second node computes again, for comparison bit for bit. */
  readonly verify: number;
}

export interface SubmittedExperiment {
  readonly id: string;
  readonly runsCreated: number;
  readonly runsReused: number;
}

/**
 * Writes an experiment and its runs, and puts those that are not known yet into the queue. It is an
 * experiment only once all of it is written: a half-written one is removed, here or at the next start.
 *
 * @throws {RefusedError} when it cannot be carried out
 */
export async function submitExperiment(
  durable: Durable,
  input: unknown,
  { priority = 'normal', verify = 0 }: Partial<SubmissionTerms> = {},
): Promise<SubmittedExperiment> {
  const { specification, runs } = planExperiment(input);
  const id = experimentId(specification.name);
  const { name, title, question } = specification;
  beingWritten.add(id);
  try {
    await durable.database
      .insertInto('experiments')
      .values({
        id,
        name,
        title: title === '' ? name : storableText(title),
        question: storableText(question),
        specification: JSON.stringify(specification),
        points: JSON.stringify(phasePoints(runs)),
        ready: false,
        priority,
        verified_share: verify,
        author_id: durable.coordinatorId,
        created_at: new Date(),
      })
      .execute();
    const runsCreated = await writeRuns(durable, id, runs, WEIGHTS[priority]);
    if (runsCreated >= MANY)
      await sql`ANALYZE runs, experiment_runs, ${sql.table(JOB_TABLE)}`.execute(durable.database);
    await durable.database.updateTable('experiments').set({ ready: true }).where('id', '=', id).execute();
    return { id, runsCreated, runsReused: runs.length - runsCreated };
  } catch (error) {
    // What cannot be removed because the database is away is removed when it is back.
    await removeExperiment(durable, id).catch(() => undefined);
    throw error;
  } finally {
    beingWritten.delete(id);
  }
}

/**
 * Removes what submissions have left that were interrupted by a crash, or by the loss of the database:
 * those of this coordinator that are not under way, and those whose authors are no more.
 */
export async function removeUnfinishedSubmissions(durable: Durable): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    SELECT id FROM experiments
    WHERE NOT ready AND (
      author_id = ${durable.coordinatorId}
      OR NOT EXISTS (SELECT 1 FROM coordinators WHERE coordinators.id = experiments.author_id)
    )`.execute(durable.database);
  for (const { id } of rows) if (!beingWritten.has(id)) await removeExperiment(durable, id);
}

/** A run with its places: in the experiment, and in the queue. */
interface PlacedRun extends PlannedRun {
  readonly ordinal: number;
  readonly priority: number;
}

async function writeRuns(
  durable: Durable,
  id: string,
  runs: readonly RunSpecification[],
  weight: number,
): Promise<number> {
  const placed = await placeRuns(durable, await planRuns(runs), weight);
  let created = 0;
  // The most urgent first: nodes begin while the rest is still being written.
  for (let first = 0; first < placed.length; first += BATCH) {
    const batch = placed.slice(first, first + BATCH);
    // Runs that it shares may be removed meanwhile with an experiment that had them.
    created += await contended(durable.database, (transaction) =>
      writeBatch(durable, transaction, id, batch),
    );
    await nextTurn();
  }
  return created;
}

async function planRuns(runs: readonly RunSpecification[]): Promise<PlannedRun[]> {
  const planned: PlannedRun[] = [];
  for (const run of runs) {
    planned.push(planRun(run));
    if (planned.length % BATCH === 0) await nextTurn();
  }
  return planned;
}

/** Gives each run its place in the queue; those that need not be computed again take none. */
async function placeRuns(
  { database }: Durable,
  planned: readonly PlannedRun[],
  weight: number,
): Promise<PlacedRun[]> {
  const known = await readKnownRuns(database, planned);
  const order = planned
    .map((run, ordinal) => ({ ...run, ordinal, priority: 0 }))
    .sort((one, other) => byUrgency(one, other) || one.ordinal - other.ordinal);
  const fresh = order.filter(({ id }) => !known.has(id));
  const priorities = fairPriorities(fresh, weight, await readVirtualTime(database));
  fresh.forEach((run, index) => (run.priority = priorities[index] ?? 0));
  return order;
}

async function readKnownRuns(
  database: Kysely<StoreSchema>,
  planned: readonly PlannedRun[],
): Promise<ReadonlySet<string>> {
  const known = new Set<string>();
  for (let first = 0; first < planned.length; first += MANY) {
    const ids = planned.slice(first, first + MANY).map(({ id }) => id);
    const { rows } = await sql<{ id: string }>`
      SELECT id FROM runs WHERE id = ANY(${ids}::text[]) AND state IN ('queued', 'running', 'finished')`.execute(
      database,
    );
    for (const { id } of rows) known.add(id);
  }
  return known;
}

async function writeBatch(
  { queue }: Durable,
  transaction: Transaction<StoreSchema>,
  experimentId: string,
  batch: readonly PlacedRun[],
): Promise<number> {
  // JSON of these only: that of 100 000 runs would take hundreds of megabytes.
  const rows = batch.map(({ specification, ...run }) => ({
    ...run,
    specification: JSON.stringify(specification),
    job_id: randomUUID(),
  }));
  const planned = sql`json_to_recordset(${JSON.stringify(rows)}::text::json) AS planned
    (id text, specification text, work double precision, priority integer, job_id uuid, ordinal integer)`;
  // Whoever is about to remove or to cancel some of them is done first; a run that is removed is written anew.
  await sql`SELECT count(*) FROM (
    SELECT id FROM runs WHERE id = ANY(${batch.map(({ id }) => id)}::text[]) ORDER BY id FOR UPDATE
  ) AS locked`.execute(transaction);
  // In the order of ids, so that two submissions of the same runs never wait for each other.
  const inserted = await sql<{ id: string }>`
    INSERT INTO runs (id, specification, work, priority, state, job_id)
    SELECT id, specification, work, priority, 'queued', job_id FROM ${planned} ORDER BY id
    ON CONFLICT (id) DO NOTHING RETURNING id`.execute(transaction);
  const revived = await sql<{ id: string }>`
    UPDATE runs SET state = 'queued', job_id = planned.job_id, priority = planned.priority, retry_count = NULL, failures = 0,
      error_name = NULL, error_message = NULL, finished_at = NULL
    FROM ${planned} WHERE runs.id = planned.id AND runs.state IN ('failed', 'cancelled', 'paused')
    RETURNING runs.id`.execute(transaction);
  await sql`
    INSERT INTO experiment_runs (experiment_id, ordinal, run_id)
    SELECT ${experimentId}, ordinal, id FROM ${planned}`.execute(transaction);
  const fresh = new Set([...inserted.rows, ...revived.rows].map(({ id }) => id));
  await queue.add(
    transaction,
    rows
      .filter(({ id }) => fresh.has(id))
      .map(({ id, job_id, priority, work }) => ({ jobId: job_id, runId: id, priority, work })),
  );
  return fresh.size;
}

/** The experiment's name made fit for an address, and eight random digits. */
function experimentId(name: string): string {
  const readable = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 48);
  return `${readable === '' ? 'experiment' : readable}-${randomBytes(4).toString('hex')}`;
}
