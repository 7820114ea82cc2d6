import { expandExperiment, runIdentity } from '@crossover/experiments';
import { LIMITS } from '@crossover/protocol';
import { sql } from 'kysely';
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { createCoordinator } from '../src/index.ts';
import { removeExperiment } from '../src/experiments/remove-experiment.ts';
import { submitExperiment } from '../src/experiments/submit-experiment.ts';
import { JOB_TABLE, RunQueue } from '../src/queue/run-queue.ts';
import type { Durable } from '../src/runs/durable.ts';
import { expireAttempts } from '../src/runs/expire-attempts.ts';
import { giveBackRuns } from '../src/runs/give-back.ts';
import { RunWrites } from '../src/runs/run-writes.ts';
import { openEmbeddedStore, openServerStore, type Store } from '../src/store/store.ts';
import { tinyExperiment } from './support/runs.ts';
import { onEachStore, type Place } from './support/stores.ts';

onEachStore('tables and queue', (newPlace) => {
  let place: Place;
  let store: Store;
  let durable: Durable & { queue: RunQueue };
  const problems: unknown[] = [];

  beforeAll(async () => {
    place = await newPlace();
    await open();
  });

  afterEach(async () => {
    const experiments = await store.database.selectFrom('experiments').select('id').execute();
    for (const { id } of experiments) await removeExperiment(durable, id);
    expect(await states()).toEqual(new Map());
    expect(problems.splice(0)).toEqual([]);
  });

  afterAll(async () => {
    await close();
    await place.remove();
  });

  const open = async () => {
    const { dataFolder, databaseUrl } = place.options;
    const onLost = (reason: Error) => problems.push(reason);
    store =
      databaseUrl === undefined
        ? await openEmbeddedStore(dataFolder, { onLost })
        : await openServerStore(databaseUrl);
    const queue = await RunQueue.start(store, (error) => problems.push(error));
    durable = { database: store.database, queue, coordinatorId: randomUUID() };
  };
  const close = async () => {
    await durable.queue.stop();
    await store.close();
  };
  const assign = (nodeId: string, capacity: number) =>
    new RunWrites(durable).lease({ nodeId, capacity, most: capacity, room: 0, share: 1 });
  const states = async () => {
    const rows = await store.database.selectFrom('runs').select(['id', 'state']).execute();
    return new Map(rows.map(({ id, state }) => [id, state]));
  };

  it('take a run from a node and a coordinator that are both dead, when its heartbeat has stopped', async () => {
    await submitExperiment(durable, tinyExperiment(51, { replicas: 2 }));
    const [silent, alive] = await assign('node', 2);
    expect(await expireAttempts(durable)).toEqual([]);
    await sql`UPDATE ${sql.table(JOB_TABLE)} SET heartbeat_on = now() - interval '10 minutes'
      WHERE id = ${silent.attempt.jobId}`.execute(store.database);
    await sql`UPDATE queue.queue SET monitor_claim_on = NULL, monitor_on = NULL`.execute(store.database);
    expect(await expireAttempts(durable)).toMatchObject([{ id: silent.runId, state: 'queued' }]);
    expect((await states()).get(alive.runId)).toBe('running');
    const [again] = await assign('other', 2);
    expect(again).toMatchObject({ runId: silent.runId, attempt: { retryCount: 1 } });
  });

  it('give up a run that has lost its nodes again and again', async () => {
    await submitExperiment(durable, tinyExperiment(52, { replicas: 1 }));
    const [run] = await assign('node', 1);
    await sql`UPDATE ${sql.table(JOB_TABLE)} SET retry_limit = 0`.execute(store.database);
    await giveBackRuns(durable, [run], 'the node was lost');
    const [failed] = await expireAttempts(durable);
    expect(failed).toMatchObject({ id: run.runId, state: 'failed', error: { name: 'NodeLostError' } });
  });

  it('remove what a submission that was cut off by a crash has left', async () => {
    const { id } = await submitExperiment(durable, tinyExperiment(53, { replicas: 3 }));
    const whole = await submitExperiment(durable, tinyExperiment(53, { replicas: 2 }));
    await store.database.updateTable('experiments').set({ ready: false }).where('id', '=', id).execute();
    await close();
    const coordinator = await createCoordinator({ ...place.options, port: 0, logger: false });
    expect(coordinator.experiments()).toMatchObject([{ id: whole.id, runs: { total: 2, queued: 2 } }]);
    await coordinator.close();
    await open();
    const kept = expandExperiment(tinyExperiment(53, { replicas: 2 })).map(runIdentity);
    expect([...(await states()).keys()].sort()).toEqual(kept.sort());
  });

  it('hand out no more checkpoints at once than one message holds', async () => {
    await submitExperiment(durable, tinyExperiment(54, { replicas: 3 }));
    const data = new Uint8Array(LIMITS.maxLeaseCheckpointBytes / 2 + 1);
    for (const id of (await states()).keys()) {
      await store.database.insertInto('checkpoints').values({ run_id: id, fraction: 0.5, data }).execute();
      await store.database.updateTable('runs').set({ fraction: 0.5 }).where('id', '=', id).execute();
    }
    const first = await assign('node', 3);
    expect(first.map(({ checkpoint }) => checkpoint?.length)).toEqual([data.length]);
    expect([...(await states()).values()].sort()).toEqual(['queued', 'queued', 'running']);
    expect(await assign('node', 3)).toHaveLength(1);
  });
});
