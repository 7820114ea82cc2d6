import fastify from 'fastify';
import { sql } from 'kysely';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Housekeeping } from '../src/dispatch/housekeeping.ts';
import { NodeRoster } from '../src/dispatch/node-roster.ts';
import { submitExperiment } from '../src/experiments/submit-experiment.ts';
import { LabFeed } from '../src/lab-feed.ts';
import { NodeBook } from '../src/nodes/node-book.ts';
import { JOB_TABLE, RunQueue } from '../src/queue/run-queue.ts';
import type { Durable } from '../src/runs/durable.ts';
import type { Store } from '../src/store/store.ts';
import { tinyExperiment } from './support/runs.ts';
import { onEachStore, openStoreAt, type Place } from './support/stores.ts';

const MINUTE = 60_000;

onEachStore('what is kept for a while only', (newPlace) => {
  let place: Place;
  let store: Store;
  let durable: Durable & { queue: RunQueue };

  beforeAll(async () => {
    place = await newPlace();
    store = await openStoreAt(place);
    durable = { database: store.database, queue: await startQueue(), coordinatorId: randomUUID() };
  });
  afterAll(async () => {
    await durable.queue.stop();
    await store.close();
    await place.remove();
  });

  const startQueue = () => RunQueue.start(store, (error) => expect.unreachable(error.message));

  it('are jobs that have ended, also in a queue of an earlier version', async () => {
    await sql`UPDATE queue.queue SET deletion_seconds = 3600`.execute(store.database);
    await durable.queue.stop();
    durable.queue = await startQueue();
    await submitExperiment(durable, tinyExperiment(301, { replicas: 3 }));
    const jobs = async () => {
      const { rows } = await sql<{ state: string }>`
        SELECT state FROM ${sql.table(JOB_TABLE)} ORDER BY state`.execute(store.database);
      return rows.map(({ state }) => state);
    };
    const endOne = (secondsAgo: number) =>
      store.database.transaction().execute(async (transaction) => {
        const [{ attempt }] = await durable.queue.fetch(transaction, 1);
        await durable.queue.completeAll(transaction, [attempt]);
        await sql`UPDATE ${sql.table(JOB_TABLE)} SET completed_on = now() - make_interval(secs => ${secondsAgo})
          WHERE id = ${attempt.jobId}`.execute(transaction);
      });
    await endOne(290);
    await endOne(310);
    expect(await jobs()).toEqual(['created', 'completed', 'completed']);
    await sql`UPDATE queue.queue SET maintain_on = NULL`.execute(store.database);
    await durable.queue.supervise();
    expect(await jobs()).toEqual(['created', 'completed']);
  });

  it('is how fast a node was that has been gone for long', async () => {
    const feed = new LabFeed((error) => expect.unreachable(String(error)));
    const book = new NodeBook(store.database, feed, fastify({ logger: false }).log);
    const roster = new NodeRoster();
    const housekeeping = new Housekeeping(durable, roster, {
      overdue: () => Promise.resolve(),
      forgotten: (nodeId) => book.forget(nodeId),
      expired: () => undefined,
      failed: (error) => expect.unreachable(String(error)),
    });
    const left = roster.heard('gone').heardAt;
    book.attemptEnded('gone', { kind: 'completed', runId: 'run', work: 2e6, seconds: 1 });
    await housekeeping.keep(left + 9 * MINUTE);
    expect(book.speedOf('gone')).toBe(2);
    await housekeeping.keep(left + 11 * MINUTE);
    expect(book.speedOf('gone')).toBeUndefined();
  });
});
