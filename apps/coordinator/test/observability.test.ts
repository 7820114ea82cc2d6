import { readyResponseSchema } from '@crossover/protocol';
import { fastify } from 'fastify';
import { sql } from 'kysely';
import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ClosingSequence } from '../src/closing-sequence.ts';
import { createCoordinator, type Coordinator } from '../src/index.ts';
import { Readiness } from '../src/observability/readiness.ts';
import { ResourceShortage } from '../src/observability/resource-shortage.ts';
import { StoreUnavailableError } from '../src/store/store-unavailable.ts';
import { openEmbeddedStore } from '../src/store/store.ts';
import { EventReader } from './support/event-reader.ts';
import { readExposition, valueOf } from './support/exposition.ts';
import { call } from './support/http.ts';
import { eventually, executeAssignment, tinyExperiment, workOff } from './support/runs.ts';
import { connectNode, connectRaw, connectViewer, refusalOf } from './support/sockets.ts';
import { embeddedPlace, type Place } from './support/stores.ts';

describe('measurements', () => {
  let place: Place;
  let coordinator: Coordinator;

  beforeAll(async () => {
    place = await embeddedPlace();
    coordinator = await createCoordinator({ ...place.options, port: 0, logger: false });
  });

  afterAll(async () => {
    await coordinator.close();
    await place.remove();
  });

  const measure = async () => readExposition(await (await call(coordinator, '/metrics')).text());

  it('count what happens', async () => {
    const before = await measure();
    await coordinator.submit(tinyExperiment(91, { replicas: 5 }));
    const viewer = await connectViewer(coordinator);
    const node = await connectNode(coordinator, 'measured');
    await workOff(node, 1);
    await node.ask('lease', { capacity: 0 });
    await refusalOf(connectRaw(coordinator.url, '/nodes', { token: coordinator.tokens.viewer }));
    await call(coordinator, '/api/experiments/none');
    const after = await eventually(async () => {
      const samples = await measure();
      const finished = { state: 'finished' };
      const isCounted =
        valueOf(samples, 'crossover_runs', finished) === 5 &&
        valueOf(samples, 'crossover_experiments', finished) === 1;
      return isCounted && samples;
    }, 'runs are counted');

    expect(valueOf(after, 'crossover_store_up')).toBe(1);
    expect(valueOf(after, 'crossover_runs_finished_total')).toBe(5);
    expect(valueOf(after, 'crossover_runs_failed_total')).toBe(0);
    // The node asked once more, and got nothing: that is an event, and no dispatch.
    expect(valueOf(after, 'crossover_dispatch_seconds_count')).toBe(5);
    expect(valueOf(after, 'crossover_event_seconds_count', { event: 'lease' })).toBe(6);
    expect(valueOf(after, 'crossover_event_seconds_count', { event: 'complete' })).toBe(5);
    expect(valueOf(after, 'crossover_nodes', { state: 'active' })).toBe(1);
    expect(valueOf(after, 'crossover_viewers', { transport: 'socket' })).toBe(1);
    const refused = (transport: string, code: string) =>
      valueOf(after, 'crossover_refused_total', { transport, code });
    expect(refused('socket', 'invalid-message')).toBe(1);
    expect(refused('socket', 'unauthorized')).toBe(1);
    expect(refused('http', 'unknown-experiment')).toBe(1);
    const answered = { method: 'GET', route: '/api/experiments/:id', status: '404' };
    expect(valueOf(after, 'crossover_http_request_seconds_count', answered)).toBe(1);
    for (const name of ['crossover_store_transaction_seconds_count', 'crossover_store_wait_seconds_count']) {
      expect(valueOf(after, name)!).toBeGreaterThan(valueOf(before, name)!);
    }
    for (const direction of ['received', 'sent']) {
      expect(valueOf(after, 'crossover_network_bytes_total', { direction })!).toBeGreaterThan(
        valueOf(before, 'crossover_network_bytes_total', { direction })!,
      );
    }
    expect(valueOf(after, 'nodejs_eventloop_lag_p99_seconds')).toBeTypeOf('number');
    expect(valueOf(after, 'process_resident_memory_bytes')!).toBeGreaterThan(1e7);
    node.close();
    viewer.close();
    await eventually(
      async () => valueOf(await measure(), 'crossover_nodes', { state: 'disconnected' }) === 1,
      'the node is gone',
    );
  });

  it('are for those who may read', async () => {
    const { operator, node } = coordinator.tokens;
    expect((await call(coordinator, '/metrics', { token: null })).status).toBe(401);
    expect((await call(coordinator, '/metrics', { token: node })).status).toBe(403);
    const response = await call(coordinator, '/metrics', { token: operator });
    expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
  });

  it('number every answer', async () => {
    const ids = await Promise.all(
      [1, 2].map(async () => (await call(coordinator, '/health')).headers.get('x-request-id')),
    );
    expect(new Set(ids).size).toBe(2);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f-]{36}$/);
    const chosen = { headers: { 'x-request-id': 'chosen-by-the-client' } };
    expect((await call(coordinator, '/health', chosen)).headers.get('x-request-id')).not.toContain('chosen');
  });
});

describe('readiness', () => {
  it('is there when everything is, to anybody', async () => {
    const place = await embeddedPlace();
    const coordinator = await createCoordinator({ ...place.options, port: 0, logger: false });
    const response = await call(coordinator, '/ready', { token: null });
    expect(response.status).toBe(200);
    const { status, checks } = readyResponseSchema.parse(await response.json());
    expect(status).toBe('ready');
    expect(checks.map(({ name, ok }) => [name, ok])).toEqual(
      ['running', 'store', 'tables', 'queue'].map((name) => [name, true]),
    );
    await coordinator.close();
    await place.remove();
  });

  it('says what is missing: a change of the tables, the queue, the database, the time', async () => {
    const place = await embeddedPlace();
    const store = await openEmbeddedStore(place.options.dataFolder, { onLost: () => undefined });
    const { database } = store;
    /** A new one each time, since the answer is remembered for a moment. */
    const failing = async (readiness = new Readiness(database)) => {
      const { status, checks } = await readiness.check();
      const faults = checks.filter(({ ok }) => !ok);
      expect(status).toBe(faults.length === 0 ? 'ready' : 'not-ready');
      return faults.map(({ name, message }) => `${name}: ${message}`);
    };
    expect(await failing()).toEqual([]);
    await sql`DELETE FROM kysely_migration WHERE name = '0002-scheduling'`.execute(database);
    expect(await failing()).toEqual([expect.stringMatching(/^tables: .*0002-scheduling.*restart/)]);
    await sql`ALTER TABLE queue.queue RENAME TO elsewhere`.execute(database);
    expect(await failing()).toEqual([expect.stringMatching(/^store: .*does not answer/)]);
    const stopped = new Readiness(database);
    stopped.stop();
    expect(await failing(stopped)).toEqual([expect.stringMatching(/^running: .*being stopped/)]);
    await store.close();
    expect(await failing()).toEqual([expect.stringMatching(/^store: /)]);
    await place.remove();
  });
});

describe('a database without room', () => {
  it('still answers, but nothing is ready, and the log says why, once', async () => {
    const place = await embeddedPlace();
    const lines: string[] = [];
    const { log } = fastify({ logger: { stream: { write: (line: string) => void lines.push(line) } } });
    const shortage = new ResourceShortage(log);
    const store = await openEmbeddedStore(place.options.dataFolder, {
      onLost: () => undefined,
      around: (pool) => shortage.around(pool),
    });
    const refuse = sql`DO $$ BEGIN RAISE EXCEPTION 'no room' USING ERRCODE = 'disk_full'; END $$`;
    await expect(sql`SELECT 1 / 0`.execute(store.database)).rejects.toThrow(/division by zero/);
    expect((await new Readiness(store.database, shortage).check()).status).toBe('ready');
    for (let time = 0; time < 2; time += 1) {
      await expect(refuse.execute(store.database)).rejects.toThrow(StoreUnavailableError);
    }
    const { status, checks } = await new Readiness(store.database, shortage).check();
    expect(status).toBe('not-ready');
    expect(checks.find(({ ok }) => !ok)?.message).toMatch(/no room/);
    expect(lines.filter((line) => line.includes('the database has no room'))).toHaveLength(1);
    await store.close();
    await place.remove();
  });
});

describe('stopping', () => {
  it('answers what it has begun, ends what watches, leaves runs to their nodes, and does not wait for who does not read', async () => {
    const place = await embeddedPlace();
    const lines: string[] = [];
    const coordinator = await createCoordinator({
      ...place.options,
      port: 0,
      logger: { stream: { write: (line) => void lines.push(line) } },
    });
    const { experiment } = await coordinator.submit(tinyExperiment(92, { replicas: 3, points: 1500 }));
    const node = await connectNode(coordinator, 'leaving');
    const { assignments } = await node.tell('lease', { capacity: 3 });
    const [first] = assignments;
    const { bytes, digest } = await executeAssignment(first);
    const reader = new EventReader(await call(coordinator, '/api/events'));
    await reader.next();
    const idle = connect(coordinator.port, '127.0.0.1');
    await once(idle, 'connect');

    const { runId, attempt } = first;
    const completing = node.tell('complete', { runId, attempt, result: bytes, digest, seconds: 0.1 });
    const left = new Promise((resolve) => node.socket.once('disconnect', resolve));
    // The message is on its way: it has been read when an answer to a later one is there.
    await node.tell('heartbeat', { busyThreads: 1, threads: 2, stepsPerSecond: 1, runs: [] });
    await coordinator.close();
    expect((await completing).accepted).toBe(true);
    await left;
    while ((await reader.next()) !== undefined);
    idle.destroy();
    const events = lines.map((line) => JSON.parse(line) as { msg: string; milliseconds?: number });
    expect(events.map(({ msg }) => msg).slice(-1)).toEqual(['stopped']);
    expect(events.some(({ msg }) => msg.includes('too long'))).toBe(false);

    const again = await createCoordinator({ ...place.options, port: coordinator.port, logger: false });
    const back = await connectNode(again, 'leaving');
    const leases = assignments.slice(1).map((each) => ({ runId: each.runId, attempt: each.attempt }));
    const { keep } = await back.tell('hello', { leases });
    expect(keep.sort()).toEqual(leases.map((lease) => lease.runId).sort());
    expect(again.experiments().find(({ id }) => id === experiment.id)?.runs.finished).toBe(1);
    back.close();
    await again.close();
    await place.remove();
  });

  it('closes in the opposite order, once, and leaves behind what hangs or fails', async () => {
    const done: string[] = [];
    const said: string[] = [];
    const say = (...words: unknown[]) => void said.push(String(words.at(-1)));
    const sequence = new ClosingSequence({ info: say, warn: say, error: say } as never, 50);
    sequence.push(() => void done.push('first'));
    sequence.push(() => Promise.reject(new Error('no')));
    sequence.push(() => new Promise(() => undefined));
    sequence.push(() => void done.push('last'));
    await Promise.all([sequence.close(), sequence.close()]);
    expect(done).toEqual(['last', 'first']);
    expect(said).toEqual([
      'stopping',
      'something could not be closed',
      'stopping took too long: what hung was left behind',
      'stopped',
    ]);
  });
});
