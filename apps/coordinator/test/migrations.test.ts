import {
  encodeRunResult,
  estimateWork,
  execute,
  expandExperiment,
  experimentSpecificationSchema,
  runIdentity,
  digest,
} from '@crossover/experiments';
import { bytesFromFloat64 } from '@crossover/protocol';
import { Kysely, PostgresDialect, sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCoordinator } from '../src/index.ts';
import { RunQueue } from '../src/queue/run-queue.ts';
import { EmbeddedPool } from '../src/store/embedded-pool.ts';
import { EmbeddedThread } from '../src/store/embedded-thread.ts';
import { foundation } from '../src/store/migrations/0001-foundation.ts';
import { queueDatabase, type StatementPool } from '../src/store/queue-database.ts';
import type { StoreSchema } from '../src/store/schema.ts';
import { connectToServer } from '../src/store/server-pool.ts';
import type { Store } from '../src/store/store.ts';
import { call } from './support/http.ts';
import { eventually, executePartly, tinyExperiment, workOff } from './support/runs.ts';
import { connectNode } from './support/sockets.ts';
import { emptyPlace, serverPlace, type Place } from './support/stores.ts';

/** The database of a place, as it is there and without any tables of ours. */
async function openRaw({ options: { dataFolder, databaseUrl } }: Place): Promise<Store> {
  let pool: StatementPool;
  if (databaseUrl === undefined) {
    const thread = new EmbeddedThread(() => undefined);
    await thread.open(join(dataFolder, 'database'));
    const connections = new EmbeddedPool(thread);
    pool = { options: {}, connect: () => connections.connect(), end: () => thread.close() };
  } else {
    pool = connectToServer(databaseUrl, 4);
  }
  const database = new Kysely<StoreSchema>({ dialect: new PostgresDialect({ pool }) });
  return {
    kind: databaseUrl === undefined ? 'embedded' : 'postgresql',
    database,
    queueDatabase: queueDatabase(pool),
    close: () => database.destroy(),
  };
}

const input = tinyExperiment(91, { replicas: 3, points: 40 });
const specification = experimentSpecificationSchema.parse(input);
const runs = expandExperiment(specification);
const [done, half] = runs.map(runIdentity);

/** A laboratory of the first version: one run finished, one begun, one waiting. Statements of that version's columns only. */
async function writeFirstVersion(place: Place) {
  const store = await openRaw(place);
  const { database } = store;
  const migrator = new Migrator({
    db: database,
    provider: { getMigrations: () => Promise.resolve({ '0001-foundation': foundation }) },
  });
  const { error } = await migrator.migrateToLatest();
  expect(error).toBeUndefined();
  const queue = await RunQueue.start(store, (reason) => expect(reason).toBeUndefined());
  const jobs = runs.map((run, index) => ({
    jobId: randomUUID(),
    runId: runIdentity(run),
    priority: 10 - index,
    work: estimateWork(run),
  }));
  const result = await execute(runs[0]);
  const bytes = encodeRunResult(result);
  const progress = await executePartly({
    runId: half,
    attempt: { jobId: jobs[1].jobId, retryCount: 0 },
    specification: runs[1],
    checkpoint: null,
    work: 1,
  });
  await sql`INSERT INTO experiments (id, name, title, question, specification, points, ready, created_at)
    VALUES ('old-1', 'old', 'Old', 'Is it still there?', ${JSON.stringify(specification)},
      '{"regimes": [], "positions": []}', true, now())`.execute(database);
  await database.transaction().execute(async (transaction) => {
    await queue.add(transaction, jobs);
    for (const [ordinal, run] of runs.entries()) {
      const { jobId, runId, priority, work } = jobs[ordinal];
      await sql`INSERT INTO runs (id, specification, work, priority, state, job_id)
        VALUES (${runId}, ${JSON.stringify(run)}, ${work}, ${priority}, 'queued', ${jobId})`.execute(
        transaction,
      );
      await sql`INSERT INTO experiment_runs VALUES ('old-1', ${ordinal}, ${runId})`.execute(transaction);
    }
  });
  await database.transaction().execute(async (transaction) => {
    const fetched = await queue.fetch(transaction, 2);
    expect(fetched.map(({ runId }) => runId)).toEqual([done, half]);
    await queue.completeAll(transaction, [fetched[0].attempt]);
    await sql`UPDATE runs SET state = 'finished', fraction = 1, points_done = 41, retry_count = 0, node_id = 'old node',
      seconds_spent = 1, finished_at = now() WHERE id = ${done}`.execute(transaction);
    await sql`INSERT INTO results (run_id, digest, data, risk)
      VALUES (${done}, ${digest(bytes)}, ${bytes}, ${bytesFromFloat64(result.points.data)})`.execute(
      transaction,
    );
    await sql`UPDATE runs SET state = 'running', fraction = ${progress.fraction}, points_done = ${progress.points.count},
      retry_count = 0, sequence = 1, node_id = 'old node' WHERE id = ${half}`.execute(transaction);
    await sql`INSERT INTO run_points VALUES (${half}, 0, ${progress.points.count}, ${progress.points.data})`.execute(
      transaction,
    );
    await sql`INSERT INTO checkpoints VALUES (${half}, ${progress.fraction}, ${progress.checkpoint})`.execute(
      transaction,
    );
  });
  await queue.stop();
  await store.close();
  return { bytes, progress };
}

const SERVER = process.env['CROSSOVER_TEST_DATABASE_URL'];
const places: [string, () => Promise<Place>][] = [
  ['the embedded store', () => Promise.resolve(emptyPlace())],
];
if (SERVER !== undefined) places.push(['PostgreSQL', serverPlace]);

describe.each(places)('a laboratory of the first version of the tables on %s', (_store, newPlace) => {
  let place: Place;
  beforeEach(async () => (place = await newPlace()));
  afterEach(() => place.remove());

  it('is opened with all it has, and its runs go on to the same bits', async () => {
    const { bytes, progress } = await writeFirstVersion(place);
    const coordinator = await createCoordinator({
      ...place.options,
      port: 0,
      logger: false,
      restartGraceMilliseconds: 100,
    });
    const summary = () => coordinator.experiments().find(({ id }) => id === 'old-1');
    expect(summary()).toMatchObject({ name: 'old', question: 'Is it still there?', priority: 'normal' });
    expect(summary()?.runs).toMatchObject({ total: 3, finished: 1 });
    const resultOf = async (id: string) =>
      Buffer.from(await (await call(coordinator, `/api/runs/${id}/result?format=binary`)).arrayBuffer());
    expect(await resultOf(done)).toEqual(Buffer.from(bytes));

    const node = await connectNode(coordinator, 'new');
    await node.tell('hello', { leases: [] });
    const resumed = await eventually(async () => {
      const { assignments } = await node.tell('lease', { capacity: 3 });
      for (const { runId, attempt } of assignments) await node.tell('release', { runId, attempt });
      return assignments.find(({ runId }) => runId === half);
    }, 'the run that was begun comes back');
    expect(Buffer.from(resumed.checkpoint!)).toEqual(Buffer.from(progress.checkpoint));
    expect(await workOff(node)).toHaveLength(2);
    await eventually(() => summary()?.state === 'finished', 'the experiment is finished');
    for (const run of runs) {
      expect(await resultOf(runIdentity(run))).toEqual(Buffer.from(encodeRunResult(await execute(run))));
    }
    node.close();
    await coordinator.close();
  });
});
