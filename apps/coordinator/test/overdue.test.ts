import fastify from 'fastify';
import { sql } from 'kysely';
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { AttemptEndings } from '../src/dispatch/attempt-endings.ts';
import type { NodeChannel } from '../src/dispatch/compute-node.ts';
import { Dispatcher } from '../src/dispatch/dispatcher.ts';
import { Housekeeping } from '../src/dispatch/housekeeping.ts';
import { LeaseKeeper } from '../src/dispatch/lease-keeper.ts';
import { NodeRoster } from '../src/dispatch/node-roster.ts';
import type { Desk, DispatchSurroundings } from '../src/dispatch/surroundings.ts';
import { WorkRate } from '../src/dispatch/work-rate.ts';
import { removeExperiment } from '../src/experiments/remove-experiment.ts';
import { submitExperiment } from '../src/experiments/submit-experiment.ts';
import { LabFeed } from '../src/lab-feed.ts';
import { NodeBook } from '../src/nodes/node-book.ts';
import { JOB_TABLE, RunQueue } from '../src/queue/run-queue.ts';
import type { Lease } from '../src/runs/lease.ts';
import { RunWrites } from '../src/runs/run-writes.ts';
import type { Store } from '../src/store/store.ts';
import { VerificationDesk } from '../src/verification/verification-desk.ts';
import { eventually, tinyExperiment } from './support/runs.ts';
import { onEachStore, openStoreAt, type Place } from './support/stores.ts';

const MINUTE = 60_000;

onEachStore('attempts that take long', (newPlace) => {
  let place: Place;
  let store: Store;
  let surroundings: DispatchSurroundings;
  let writes: RunWrites;

  beforeAll(async () => {
    place = await newPlace();
    store = await openStoreAt(place);
    const queue = await RunQueue.start(store, (error) => expect.unreachable(error.message));
    const durable = { database: store.database, queue, coordinatorId: randomUUID() };
    const { log } = fastify({ logger: false });
    const feed = new LabFeed((error) => expect.unreachable(String(error)));
    const book = new NodeBook(store.database, feed, log);
    const verification = new VerificationDesk(durable, book, feed, log);
    surroundings = { durable, feed, rate: new WorkRate(), log, conduct: book, verification };
    writes = new RunWrites(durable);
  });

  afterEach(async () => {
    const experiments = await store.database.selectFrom('experiments').select('id').execute();
    for (const { id } of experiments) await removeExperiment(surroundings.durable, id);
  });

  afterAll(async () => {
    await surroundings.durable.queue.stop();
    await store.close();
    await place.remove();
  });

  /** A node with one run, at a coordinator whose time is told by the test. */
  const nodeWithRun = async () => {
    const roster = new NodeRoster();
    const desk: Desk = { ...surroundings, roster, nudge: () => undefined };
    const keeper = new LeaseKeeper(desk, MINUTE);
    const endings = new AttemptEndings(desk, writes, keeper);
    const housekeeping = new Housekeeping(surroundings.durable, roster, {
      overdue: (lease, now) => endings.abandon(lease, now),
      forgotten: (nodeId) => surroundings.conduct.forget(nodeId),
      expired: () => undefined,
      failed: (error) => expect.unreachable(String(error)),
    });
    const node = roster.admit({ nodeId: 'node', name: 'node', threads: 2, softwareVersion: '0' });
    const cancelled: string[] = [];
    const channel: NodeChannel = {
      workAvailable: () => undefined,
      cancel: ({ runId }) => void cancelled.push(runId),
      disconnect: () => undefined,
    };
    node.channel = channel;
    const demand = { capacity: 1, most: 1, room: 0, share: 1 };
    const [{ runId, attempt, specification, work, fraction }] = await writes.lease({
      nodeId: 'node',
      ...demand,
    });
    const given = { runId, attempt, specification, work, fraction, nodeId: 'node' };
    const lease: Lease = { ...given, mentionedAt: 0, deadline: null };
    keeper.grant(node, lease);
    const started = performance.now();
    const keepHouse = (minutes: number) => {
      node.heardAt = started + minutes * MINUTE;
      return housekeeping.keep(started + minutes * MINUTE);
    };
    const run = () =>
      store.database.selectFrom('runs').selectAll().where('id', '=', runId).executeTakeFirstOrThrow();
    return { node, lease, cancelled, keepHouse, run };
  };

  it('are abandoned when their time is up, with the numbers, and tried again', async () => {
    await submitExperiment(surroundings.durable, tinyExperiment(81, { replicas: 1 }));
    const { lease, cancelled, keepHouse, run } = await nodeWithRun();
    await keepHouse(1.9);
    expect(await run()).toMatchObject({ state: 'running', failures: 0 });
    await keepHouse(2.1);
    const abandoned = await run();
    expect(abandoned).toMatchObject({ state: 'queued', failures: 1, error_name: 'AttemptTooLongError' });
    expect(abandoned.error_message).toContain('after 126 s with 0.0 % done');
    expect(abandoned.error_message).toContain('less than 120 s');
    expect(cancelled).toEqual([lease.runId]);
  });

  it('get more time once when they get on', async () => {
    await submitExperiment(surroundings.durable, tinyExperiment(82, { replicas: 1 }));
    const { lease, keepHouse, run } = await nodeWithRun();
    lease.fraction = 0.5;
    await keepHouse(3);
    expect(await run()).toMatchObject({ state: 'running' });
    // Another three minutes were to be expected, and six were allowed.
    await keepHouse(8.9);
    expect(await run()).toMatchObject({ state: 'running' });
    await keepHouse(9.1);
    expect(await run()).toMatchObject({ state: 'queued', error_name: 'AttemptTooLongError' });
  });

  it('are not judged while their node is away', async () => {
    await submitExperiment(surroundings.durable, tinyExperiment(83, { replicas: 1 }));
    const { node, keepHouse, run } = await nodeWithRun();
    node.channel = null;
    await keepHouse(60);
    expect(await run()).toMatchObject({ state: 'running', failures: 0 });
  });

  it('are still their nodes’ when the coordinator was away for long', async () => {
    await submitExperiment(surroundings.durable, tinyExperiment(84, { replicas: 1 }));
    const { lease, run } = await nodeWithRun();
    await sql`UPDATE ${sql.table(JOB_TABLE)} SET heartbeat_on = now() - interval '1 hour'`.execute(
      store.database,
    );
    await sql`UPDATE queue.queue SET monitor_claim_on = NULL, monitor_on = NULL`.execute(store.database);
    const times = { nodeGraceMilliseconds: MINUTE, restartGraceMilliseconds: MINUTE };
    const dispatcher = new Dispatcher(surroundings, times);
    await dispatcher.start();
    const claim = { runId: lease.runId, attempt: lease.attempt };
    expect(await dispatcher.hello('node', [claim])).toEqual({ keep: [lease.runId], drop: [] });
    expect(await run()).toMatchObject({ state: 'running', node_id: 'node' });
    dispatcher.close();
  });

  it('stay with nodes that have not come back yet, until these have had time since they could', async () => {
    await submitExperiment(surroundings.durable, tinyExperiment(85, { replicas: 1 }));
    const { run } = await nodeWithRun();
    const dispatcher = new Dispatcher(surroundings, {
      nodeGraceMilliseconds: MINUTE,
      restartGraceMilliseconds: 0,
    });
    await dispatcher.start();
    // A timer without time would have fired by now.
    await delay(1);
    expect(await run()).toMatchObject({ state: 'running' });
    dispatcher.awaitNodes();
    await eventually(async () => (await run()).state === 'queued', 'the run is taken back');
    dispatcher.close();
  });
});
