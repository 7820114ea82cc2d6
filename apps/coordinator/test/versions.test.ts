import type { ExperimentDetail } from '@crossover/protocol';
import { sql } from 'kysely';
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { enter, leave, readOthers } from '../src/cluster/coordinator-table.ts';
import { OWN_VERSIONS } from '../src/cluster/versions.ts';
import { createCoordinator, type Coordinator, type CoordinatorOptions } from '../src/index.ts';
import { openServerStore, type Store } from '../src/store/store.ts';
import { call } from './support/http.ts';
import { tinyExperiment } from './support/runs.ts';
import { connectNode } from './support/sockets.ts';
import { onEachStore, openStoreAt, serverPlace, type Place } from './support/stores.ts';

const server = process.env['CROSSOVER_TEST_DATABASE_URL'];
const reason = server === undefined ? ' (skipped: CROSSOVER_TEST_DATABASE_URL names no server)' : '';
const otherVersions = { ...OWN_VERSIONS, numerics: 'of long ago', software: '0.0.1' };

describe.skipIf(server === undefined)(`coordinators of two versions on one PostgreSQL${reason}`, () => {
  let place: Place;
  let store: Store;
  const other = randomUUID();
  const coordinators: Coordinator[] = [];

  beforeAll(async () => {
    place = await serverPlace();
    store = await openServerStore(place.options.databaseUrl!);
  });
  afterEach(async () => {
    for (const coordinator of coordinators.splice(0)) await coordinator.close();
    await leave(store.database, other);
  });
  afterAll(async () => {
    await store.close();
    await place.remove();
  });

  const start = async (options: Partial<CoordinatorOptions> = {}) => {
    const coordinator = await createCoordinator({ ...place.options, port: 0, logger: false, ...options });
    coordinators.push(coordinator);
    return coordinator;
  };

  it('do not start beside each other when they compute other bits, and say what to do', async () => {
    await enter(store.database, other, 'http://lab-1:4280', otherVersions);
    await expect(start()).rejects.toThrow(
      /http:\/\/lab-1:4280.*version 0\.0\.1 \(numerics "of long ago".*this one .*Install the same version/,
    );
    expect(await readOthers(store.database, randomUUID())).toMatchObject([{ id: other }]);
  });

  it('do not start beside each other when they speak other protocols', async () => {
    const { url } = await start();
    const protocol = OWN_VERSIONS.protocol + 1;
    await expect(enter(store.database, other, null, { ...OWN_VERSIONS, protocol })).rejects.toThrow(url);
  });

  it('start beside each other when only the program differs', async () => {
    await start();
    await enter(store.database, other, null, { ...OWN_VERSIONS, software: '99.0.0' });
  });

  it('start where the other one has been silent for long, and that one is not admitted again', async () => {
    await enter(store.database, other, null, otherVersions);
    await sql`UPDATE coordinators SET seen_at = now() - interval '11 seconds'`.execute(store.database);
    await start();
    await expect(enter(store.database, other, null, otherVersions)).rejects.toThrow('same database');
  });

  it('stop when others have taken their place', async () => {
    const { promise, resolve } = Promise.withResolvers<Error>();
    await start({ onStoreLost: resolve });
    await sql`DELETE FROM coordinators`.execute(store.database);
    await enter(store.database, other, null, otherVersions);
    expect(await promise).toMatchObject({ name: 'CoordinatorVersionError' });
  });

  it('leave the tables as they are while one of an older version is at work', async () => {
    const { url } = await start();
    const last = sql`(SELECT max(name) FROM kysely_migration)`;
    const { rows } = await sql<{
      name: string;
      timestamp: string;
    }>`DELETE FROM kysely_migration WHERE name = ${last} RETURNING *`.execute(store.database);
    const [{ name, timestamp }] = rows;
    await expect(openServerStore(place.options.databaseUrl!)).rejects.toThrow(url);
    await sql`INSERT INTO kysely_migration VALUES (${name}, ${timestamp})`.execute(store.database);
  });

  it('do not touch tables that a newer version has changed', async () => {
    await sql`INSERT INTO kysely_migration VALUES ('9999-later', '2126-01-01')`.execute(store.database);
    await expect(start()).rejects.toThrow(/newer version.*9999-later.*upgrade this coordinator/);
    await sql`DELETE FROM kysely_migration WHERE name = '9999-later'`.execute(store.database);
  });
});

onEachStore('runs of other numerics', (newPlace) => {
  let place: Place;
  let coordinator: Coordinator;
  let id: string;

  /** An experiment of a version before, of which one run has finished, and waits for a second node. */
  beforeAll(async () => {
    place = await newPlace();
    const start = () => createCoordinator({ ...place.options, port: 0, logger: false });
    coordinator = await start();
    const specification = tinyExperiment(61, { replicas: 3 });
    const body = { specification, verify: 1 };
    const response = await call(coordinator, '/api/experiments', { method: 'POST', body, token: operator() });
    ({ id } = ((await response.json()) as { experiment: { id: string } }).experiment);
    const node = await connectNode(coordinator, 'before');
    const [run] = (await node.tell('lease', { capacity: 1 })).assignments;
    await node.tell('release', { runId: run.runId, attempt: run.attempt });
    node.close();
    await coordinator.close();
    const store = await openStoreAt(place);
    await sql`UPDATE runs SET specification = replace(specification,
      ${`"numerics":"${OWN_VERSIONS.numerics}"`}, '"numerics":"of long ago"')`.execute(store.database);
    await sql`UPDATE runs SET state = 'finished', fraction = 1 WHERE id = ${run.runId}`.execute(
      store.database,
    );
    await sql`INSERT INTO verifications (run_id, state, job_id)
      VALUES (${run.runId}, 'waiting', gen_random_uuid())`.execute(store.database);
    await store.close();
    coordinator = await start();
  });
  afterAll(async () => {
    await coordinator.close();
    await place.remove();
  });

  const operator = () => coordinator.tokens.operator;
  const detail = async () =>
    (await (await call(coordinator, `/api/experiments/${id}`)).json()) as ExperimentDetail;

  it('are ended with a reason, and what had finished stays', async () => {
    const { summary, runs } = await detail();
    expect(summary).toMatchObject({ state: 'failed', runs: { total: 3, finished: 1, failed: 2 } });
    const failed = runs.filter(({ state }) => state === 'failed');
    expect(failed[0].error?.name).toBe('NumericsVersionError');
    expect(failed[0].error?.message).toMatch(
      /numerics "of long ago", and this one computes ".+submit the experiment again/,
    );
  });

  it('are given to nobody, neither to be computed nor to be compared', async () => {
    const node = await connectNode(coordinator, 'after');
    expect((await node.tell('lease', { capacity: 4 })).assignments).toEqual([]);
    node.close();
  });

  it('are not tried again', async () => {
    const retry = await call(coordinator, `/api/experiments/${id}/retry`, {
      method: 'POST',
      token: operator(),
    });
    expect(retry.status).toBe(409);
    expect(JSON.stringify(await retry.json())).toContain('submit it again');
    expect((await detail()).summary).toMatchObject({ state: 'failed' });
  });
});
