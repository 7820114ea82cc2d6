import type { RunSpecification } from '@crossover/experiments';
import { sql, type Transaction } from 'kysely';
import { randomBytes, randomUUID } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { JOB_TABLE } from '../queue/run-queue.ts';
import type { Durable } from '../runs/durable.ts';
import type { StoreSchema } from '../store/schema.ts';
import { phasePoints, planExperiment, planRun, type PlannedRun } from './plan-experiment.ts';
import { removeExperiment } from './remove-experiment.ts';

/** Runs written in one transaction: others wait no longer than that takes. */
const BATCH = 250;

/**
 * So many new runs change what the query planner has to go by. The embedded database does not notice on
 * its own, and would search the whole queue for every lease.
 */
const MANY = 1000;

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
export async function submitExperiment(durable: Durable, input: unknown): Promise<SubmittedExperiment> {
  const { specification, runs } = planExperiment(input);
  const id = experimentId(specification.name);
  const { name, title, question } = specification;
  await durable.database
    .insertInto('experiments')
    .values({
      id,
      name,
      title: title === '' ? name : title,
      question,
      specification: JSON.stringify(specification),
      points: JSON.stringify(phasePoints(runs)),
      ready: false,
      created_at: new Date(),
    })
    .execute();
  try {
    const runsCreated = await writeRuns(durable, id, runs);
    if (runsCreated >= MANY)
      await sql`ANALYZE runs, experiment_runs, ${sql.table(JOB_TABLE)}`.execute(durable.database);
    await durable.database.updateTable('experiments').set({ ready: true }).where('id', '=', id).execute();
    return { id, runsCreated, runsReused: runs.length - runsCreated };
  } catch (error) {
    await removeExperiment(durable, id);
    throw error;
  }
}

/** Removes what a submission that was interrupted by a crash has left. */
export async function removeUnfinishedSubmissions(durable: Durable): Promise<void> {
  const rows = await durable.database
    .selectFrom('experiments')
    .select('id')
    .where('ready', '=', false)
    .execute();
  for (const { id } of rows) await removeExperiment(durable, id);
}

async function writeRuns(durable: Durable, id: string, runs: readonly RunSpecification[]): Promise<number> {
  let created = 0;
  for (let first = 0; first < runs.length; first += BATCH) {
    const batch = runs.slice(first, first + BATCH).map(planRun);
    created += await durable.database
      .transaction()
      .execute((transaction) => writeBatch(durable, transaction, id, first, batch));
    await nextTurn();
  }
  return created;
}

async function writeBatch(
  { queue }: Durable,
  transaction: Transaction<StoreSchema>,
  experimentId: string,
  firstOrdinal: number,
  batch: readonly PlannedRun[],
): Promise<number> {
  const rows = batch.map((run, index) => ({ ...run, job_id: randomUUID(), ordinal: firstOrdinal + index }));
  const planned = sql`json_to_recordset(${JSON.stringify(rows)}::text::json) AS planned
    (id text, specification text, work double precision, priority integer, job_id uuid, ordinal integer)`;
  // In the order of ids, so that two submissions of the same runs never wait for each other.
  const inserted = await sql<{ id: string }>`
    INSERT INTO runs (id, specification, work, priority, state, job_id)
    SELECT id, specification, work, priority, 'queued', job_id FROM ${planned} ORDER BY id
    ON CONFLICT (id) DO NOTHING RETURNING id`.execute(transaction);
  const revived = await sql<{ id: string }>`
    UPDATE runs SET state = 'queued', job_id = planned.job_id, retry_count = NULL, failures = 0,
      error_name = NULL, error_message = NULL, finished_at = NULL
    FROM ${planned} WHERE runs.id = planned.id AND runs.state IN ('failed', 'cancelled')
    RETURNING runs.id`.execute(transaction);
  await sql`
    INSERT INTO experiment_runs (experiment_id, ordinal, run_id)
    SELECT ${experimentId}, ordinal, id FROM ${planned}`.execute(transaction);
  const fresh = new Set([...inserted.rows, ...revived.rows].map(({ id }) => id));
  await queue.add(
    transaction,
    rows
      .filter(({ id }) => fresh.has(id))
      .map(({ id, job_id, priority }) => ({ jobId: job_id, runId: id, priority })),
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
