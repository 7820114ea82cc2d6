import type { ExperimentSummary, Frame } from '@crossover/protocol';
import { sql } from 'kysely';
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { enter } from '../src/cluster/coordinator-table.ts';
import { createCoordinator, type Coordinator } from '../src/index.ts';
import { openServerStore, type Store } from '../src/store/store.ts';
import { eventually, executeAssignment, executePartly, tinyExperiment, workOff } from './support/runs.ts';
import { connectNode, connectViewer, type TestNode, type TestViewer } from './support/sockets.ts';
import { serverPlace, type Place } from './support/stores.ts';

const server = process.env['CROSSOVER_TEST_DATABASE_URL'];
const reason = server === undefined ? ' (skipped: CROSSOVER_TEST_DATABASE_URL names no server)' : '';

describe.skipIf(server === undefined)(`two coordinators on one PostgreSQL${reason}`, () => {
  let place: Place;
  let a: Coordinator;
  let b: Coordinator;
  let store: Store;
  const connections: { close(): void }[] = [];

  const start = (nodeGraceMilliseconds = 500) =>
    createCoordinator({ ...place.options, port: 0, logger: false, nodeGraceMilliseconds });

  beforeAll(async () => {
    place = await serverPlace();
    a = await start();
    // Longer than it takes the first one to notice that it was taken for dead.
    b = await start(4_000);
    store = await openServerStore(place.options.databaseUrl!);
  });

  afterEach(() => {
    for (const connection of connections.splice(0)) connection.close();
  });

  afterAll(async () => {
    await a.close();
    await b.close();
    await store.close();
    await place.remove();
  });

  const nodeAt = async (coordinator: Coordinator, id: string): Promise<TestNode> => {
    const node = await connectNode(coordinator, id);
    connections.push(node);
    return node;
  };
  const viewerAt = async (coordinator: Coordinator): Promise<TestViewer> => {
    const viewer = await connectViewer(coordinator);
    connections.push(viewer);
    return viewer;
  };
  const summaryAt = (coordinator: Coordinator, id: string): ExperimentSummary | undefined =>
    coordinator.experiments().find((experiment) => experiment.id === id);
  const finishedAt = (coordinator: Coordinator, id: string) =>
    eventually(() => summaryAt(coordinator, id)?.state === 'finished', 'the experiment is finished');
  const post = (coordinator: Coordinator, path: string, method = 'POST') =>
    fetch(coordinator.url + path, {
      method,
      headers: { authorization: `Bearer ${coordinator.tokens.operator}` },
    });
  const coordinators = () => store.database.selectFrom('coordinators').select(['id', 'url']).execute();
  const storedDigest = async (runId: string) => {
    const { digest } = await store.database
      .selectFrom('results')
      .select('digest')
      .where('run_id', '=', runId)
      .executeTakeFirstOrThrow();
    return digest;
  };

  it('know each other, and tell their nodes where the other one is', async () => {
    const node = await nodeAt(a, 'asks');
    const { coordinators } = await eventually(async () => {
      const answer = await node.tell('hello', { leases: [] });
      return answer.coordinators.length > 0 && answer;
    }, 'the other one is known');
    expect(coordinators).toEqual([b.url]);
    const load = { busyThreads: 0, threads: 2, stepsPerSecond: 0, runs: [] };
    expect((await node.tell('heartbeat', load)).coordinators).toEqual([b.url]);
  });

  it('keep the runs of an experiment that is submitted while another one that has them is removed', async () => {
    const specification = tinyExperiment(72, { replicas: 40 });
    let { experiment: former } = await a.submit(specification);
    for (let time = 0; time < 15; time++) {
      const [removed, { experiment }] = await Promise.all([
        post(a, `/api/experiments/${former.id}`, 'DELETE'),
        b.submit(specification),
      ]);
      expect(removed.status).toBe(204);
      await eventually(() => summaryAt(b, experiment.id)?.runs.queued === 40, 'all of its runs wait');
      await eventually(() => summaryAt(a, experiment.id), 'the experiment is known at the other one');
      former = experiment;
    }
    await post(a, `/api/experiments/${former.id}`, 'DELETE');
  });

  it('keep the runs of an experiment that is resumed while another one that has them is cancelled', async () => {
    const shared = tinyExperiment(78, { replicas: 40 });
    const { experiment: resumed } = await a.submit({ ...shared, name: 'resumed' });
    const { experiment: cancelled } = await b.submit({ ...shared, name: 'cancelled' });
    for (const experiment of [resumed, cancelled]) {
      for (const coordinator of [a, b]) {
        await eventually(() => summaryAt(coordinator, experiment.id), 'the experiment is known');
      }
    }
    for (let time = 0; time < 15; time++) {
      // The other one wants them: they wait on.
      expect((await post(a, `/api/experiments/${resumed.id}/pause`)).status).toBe(200);
      const answers = await Promise.all([
        post(a, `/api/experiments/${resumed.id}/resume`),
        post(b, `/api/experiments/${cancelled.id}/cancel`),
      ]);
      expect(answers.map(({ status }) => status)).toEqual([200, 200]);
      await eventually(() => summaryAt(b, resumed.id)?.runs.queued === 40, 'all of its runs wait');
      expect((await post(b, `/api/experiments/${cancelled.id}/resume`)).status).toBe(200);
    }
    for (const { id } of [resumed, cancelled]) await post(a, `/api/experiments/${id}`, 'DELETE');
  });

  it('give out the runs of each other, and show the same experiments and nodes', async () => {
    const { experiment } = await a.submit(tinyExperiment(71, { replicas: 4 }));
    await eventually(() => summaryAt(b, experiment.id), 'the experiment is known at the other one');
    const nodes = [await nodeAt(a, 'left'), await nodeAt(b, 'right')];
    for (const node of nodes) await node.tell('hello', { leases: [] });
    await eventually(
      () => [a, b].every((coordinator) => coordinator.nodes().filter(isConnected).length >= 2),
      'both know both nodes',
    );
    const delivered = await Promise.all(nodes.map((node) => workOff(node, 1)));
    expect(new Set(delivered.flat()).size).toBe(4);
    await finishedAt(a, experiment.id);
    await finishedAt(b, experiment.id);
    expect((await post(b, `/api/experiments/${experiment.id}`, 'DELETE')).status).toBe(204);
    await eventually(() => summaryAt(a, experiment.id) === undefined, 'it is removed at the other one too');
  });

  it('show a viewer at one the curve that a node at the other computes, point by point', async () => {
    const { experiment } = await a.submit(tinyExperiment(72, { replicas: 1, points: 40 }));
    await eventually(() => summaryAt(b, experiment.id), 'the experiment is known');
    const viewer = await viewerAt(b);
    const { detail } = good(await viewer.ask({ experimentId: experiment.id }));
    expect(detail?.runs).toMatchObject([{ state: 'queued' }]);
    const node = await nodeAt(a, 'computes');
    const [run] = (await node.tell('lease', { capacity: 1 })).assignments;
    const { runId, attempt } = run;
    const { points, fraction, checkpoint } = await executePartly(run);
    await node.tell('report', {
      runId,
      attempt,
      sequence: 1,
      fraction,
      stepsPerSecond: 1,
      points,
      checkpoint,
    });
    await eventually(() => curveIn(viewer.frames).length === points.count, 'the points so far are seen');
    const { bytes, digest, result } = await executeAssignment(run);
    await node.tell('complete', { runId, attempt, result: bytes, digest, seconds: 1 });
    await eventually(() => curveIn(viewer.frames).length === result.points.count, 'the whole curve is seen');
    expect(curveIn(viewer.frames)).toEqual([...result.points.data]);
    await eventually(
      () => viewer.frames.some(({ runs = [] }) => runs.some(({ state }) => state === 'finished')),
      'the end is seen',
    );
  });

  it('stop a run at the node of one when it is cancelled at the other', async () => {
    const { experiment } = await b.submit(tinyExperiment(73, { replicas: 1 }));
    const node = await nodeAt(a, 'stops');
    const [run] = (await node.tell('lease', { capacity: 1 })).assignments;
    await post(b, `/api/experiments/${experiment.id}/cancel`);
    await eventually(() => node.cancelled.includes(run.runId), 'the node is told');
    await eventually(() => summaryAt(a, experiment.id)?.state === 'cancelled', 'it is cancelled for both');
  });

  it('wake nodes of the other one when there is work', async () => {
    const node = await nodeAt(b, 'sleeps');
    await node.tell('hello', { leases: [] });
    const { experiment } = await a.submit(tinyExperiment(74, { replicas: 1 }));
    await eventually(() => node.nudges > 0, 'the node is told');
    await workOff(node);
    await finishedAt(a, experiment.id);
  });

  it('let a node go on at the other one: its run stays its own', async () => {
    const { experiment } = await a.submit(tinyExperiment(75, { replicas: 1 }));
    const before = await nodeAt(a, 'moves');
    const [run] = (await before.tell('lease', { capacity: 1 })).assignments;
    const { runId, attempt } = run;
    before.close();
    const after = await nodeAt(b, 'moves');
    expect(await after.tell('hello', { leases: [{ runId, attempt }] })).toMatchObject({ keep: [runId] });
    // The first one would take the run back after half a second, if it still were its to take.
    await eventually(() => a.nodes().every(({ id, runs }) => id !== 'moves' || runs.length > 0), 'grace');
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    const { bytes, digest } = await executeAssignment(run);
    const delivery = { runId, attempt, result: bytes, digest, seconds: 1 };
    expect(await after.tell('complete', delivery)).toMatchObject({ accepted: true });
    await finishedAt(a, experiment.id);
  });

  it('end the connection that a node has left behind at the other one', async () => {
    const forgotten = await nodeAt(a, 'twice');
    await forgotten.tell('hello', { leases: [] });
    // Within two seconds the news of its arrival here and there may cross.
    await new Promise((resolve) => setTimeout(resolve, 2_100));
    const current = await nodeAt(b, 'twice');
    await current.tell('hello', { leases: [] });
    await eventually(() => !forgotten.socket.connected, 'the former connection is ended');
    expect(current.socket.connected).toBe(true);
  });

  it('take up the runs of one that is gone, and finish them with the same bits', async () => {
    const c = await start();
    const { experiment } = await c.submit(tinyExperiment(76, { replicas: 1, points: 40 }));
    const node = await nodeAt(c, 'lost-with-it');
    const [run] = (await node.tell('lease', { capacity: 1 })).assignments;
    const { runId, attempt } = run;
    const progress = await executePartly(run);
    await node.tell('report', { runId, attempt, sequence: 1, stepsPerSecond: 1, ...progress });
    node.close();
    await c.close();
    const heir = await nodeAt(b, 'heir');
    const taken = await eventually(async () => {
      const { assignments } = await heir.tell('lease', { capacity: 1 });
      return assignments.find((assignment) => assignment.runId === runId);
    }, 'the run comes back');
    expect(taken.checkpoint?.length).toBe(progress.checkpoint.length);
    const { bytes, digest } = await executeAssignment(taken);
    await heir.tell('complete', { runId, attempt: taken.attempt, result: bytes, digest, seconds: 1 });
    await finishedAt(a, experiment.id);
    expect(await storedDigest(runId)).toBe((await executeAssignment({ ...run, checkpoint: null })).digest);
  });

  it('bury one that has given no sign of life, and remove what it had not finished writing', async () => {
    // A third one is at work: what one of the two had begun itself and does not write any more, it would remove.
    const [dead, living] = [randomUUID(), randomUUID()];
    for (const id of [dead, living]) await enter(store.database, id, null);
    await sql`UPDATE coordinators SET seen_at = now() + CASE id WHEN ${dead} THEN -1 ELSE 1 END * interval '1 hour'
      WHERE id IN (${dead}, ${living})`.execute(store.database);
    for (const [id, author_id] of [
      ['of-the-dead', dead],
      ['of-the-living', living],
    ]) {
      await store.database
        .insertInto('experiments')
        .values({ ...blank, id, author_id, ready: false, created_at: new Date() })
        .execute();
    }
    const unfinished = async () => {
      const rows = await store.database
        .selectFrom('experiments')
        .select('id')
        .where('ready', '=', false)
        .execute();
      return rows.map(({ id }) => id);
    };
    await eventually(async () => !(await unfinished()).includes('of-the-dead'), 'it is removed');
    expect((await coordinators()).map(({ id }) => id)).not.toContain(dead);
    expect(await unfinished()).toEqual(['of-the-living']);
    await sql`DELETE FROM coordinators WHERE id = ${living}`.execute(store.database);
    await eventually(async () => (await unfinished()).length === 0, 'it has been given up too');
  });

  it('take one that stands still for dead; when it goes on, its connected nodes keep their runs', async () => {
    const { experiment } = await a.submit(tinyExperiment(77, { replicas: 1 }));
    const node = await nodeAt(a, 'stays');
    const [run] = (await node.tell('lease', { capacity: 1 })).assignments;
    // What the others do to one that has not beaten for long.
    const { rows } = await sql<{ id: string }>`
      DELETE FROM coordinators WHERE url = ${a.url} RETURNING id`.execute(store.database);
    const adopted = async () => {
      const row = await store.database
        .selectFrom('runs')
        .select('coordinator_id')
        .where('id', '=', run.runId)
        .executeTakeFirstOrThrow();
      return row.coordinator_id;
    };
    await eventually(async () => (await coordinators()).length === 2, 'it is back in the table');
    await eventually(async () => (await adopted()) === rows[0].id, 'the lease is its own again');
    const { bytes, digest } = await executeAssignment(run);
    const { runId, attempt } = run;
    const delivery = { runId, attempt, result: bytes, digest, seconds: 1 };
    expect(await node.tell('complete', delivery)).toMatchObject({ accepted: true });
    await finishedAt(b, experiment.id);
  });
});

const blank = { name: 'n', title: 't', question: 'q', specification: '{}', points: '{}' };

const isConnected = ({ connected }: { connected: boolean }) => connected;

function good<T extends { ok: boolean }>(answer: T): Extract<T, { ok: true }> {
  if (!answer.ok) throw new Error(JSON.stringify(answer));
  return answer as Extract<T, { ok: true }>;
}

function curveIn(frames: readonly Frame[]): number[] {
  const curve: number[] = [];
  for (const { points = [] } of frames) {
    for (const { firstIndex, risk } of points) {
      risk.forEach((value, index) => (curve[firstIndex + index] = value));
    }
  }
  return curve;
}
