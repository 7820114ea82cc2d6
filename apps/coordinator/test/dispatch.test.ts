import { afterAll, beforeAll, expect, it } from 'vitest';
import { createCoordinator, type Coordinator } from '../src/index.ts';
import { eventually, executeAssignment, executePartly, tinyExperiment, workOff } from './support/runs.ts';
import { connectNode, type TestNode } from './support/sockets.ts';
import { onEachStore, type Place } from './support/stores.ts';

onEachStore('dispatch', (newPlace) => {
  let place: Place;
  let coordinator: Coordinator;
  const nodes: TestNode[] = [];
  let counter = 0;

  beforeAll(async () => {
    place = await newPlace();
    coordinator = await createCoordinator({
      ...place.options,
      port: 0,
      logger: false,
      nodeGraceMilliseconds: 300,
    });
  });

  afterAll(async () => {
    for (const node of nodes) node.close();
    await coordinator.close();
    await place.remove();
  });

  const newNode = async (id = `node-${(counter += 1)}`) => {
    const node = await connectNode(coordinator, id);
    nodes.push(node);
    await node.tell('hello', { leases: [] });
    return node;
  };
  const finished = (id: string) =>
    eventually(
      () =>
        coordinator
          .experiments()
          .find((experiment) => experiment.id === id && experiment.state === 'finished'),
      'experiment finished',
    );

  it('computes an experiment: theory first, every result kept, finished at the end', async () => {
    const node = await newNode();
    const { experiment, runsCreated } = await coordinator.submit(tinyExperiment(1, { theory: true }));
    expect(runsCreated).toBe(3);
    await eventually(() => node.nudges > 0, 'nudge');
    const { assignments } = await node.tell('lease', { capacity: 1 });
    expect(assignments.map(({ specification }) => specification['kind'])).toEqual(['theory']);
    await node.tell('release', { runId: assignments[0].runId, attempt: assignments[0].attempt });
    expect(await workOff(node)).toHaveLength(3);
    const summary = await finished(experiment.id);
    expect(summary.runs).toEqual({
      total: 3,
      queued: 0,
      running: 0,
      finished: 3,
      failed: 0,
      cancelled: 0,
      paused: 0,
    });
    expect(summary.fraction).toBe(1);
    expect(summary.secondsLeft).toBe(0);
    node.close();
  });

  it('uses finished runs again', async () => {
    const again = await coordinator.submit(tinyExperiment(1, { theory: true }));
    expect(again).toMatchObject({ runsCreated: 0, runsReused: 3, experiment: { state: 'finished' } });
  });

  it('gives the runs of a lost node to another, from their checkpoints, with the same bits', async () => {
    const { experiment } = await coordinator.submit(tinyExperiment(2, { replicas: 1, points: 40 }));
    const first = await newNode();
    const { assignments } = await first.tell('lease', { capacity: 5 });
    const assignment = assignments[0];
    const { runId, attempt } = assignment;
    const partly = await executePartly(assignment);
    const reported = await first.tell('report', {
      runId,
      attempt,
      sequence: 1,
      fraction: partly.fraction,
      stepsPerSecond: 1000,
      points: partly.points,
      checkpoint: partly.checkpoint,
    });
    expect(reported.continue).toBe(true);
    first.close();

    const second = await newNode();
    const taken = await eventually(
      async () => (await second.tell('lease', { capacity: 5 })).assignments[0],
      'the run comes to the second node',
    );
    expect(taken.runId).toBe(runId);
    expect(taken.attempt).not.toEqual(attempt);
    expect(Buffer.from(taken.checkpoint!).equals(Buffer.from(partly.checkpoint))).toBe(true);
    const resumed = await executeAssignment(taken);
    const undisturbed = await executeAssignment({ ...assignment, checkpoint: null });
    expect(resumed.digest).toBe(undisturbed.digest);
    await second.tell('complete', {
      runId,
      attempt: taken.attempt,
      result: resumed.bytes,
      digest: resumed.digest,
      seconds: 0.1,
    });
    await finished(experiment.id);
    second.close();
  });

  it('lets a node come back to its runs within the grace time, and takes what it no longer knows', async () => {
    await coordinator.submit(tinyExperiment(3, { replicas: 2 }));
    const node = await newNode('returning');
    const { assignments } = await node.tell('lease', { capacity: 2 });
    expect(assignments).toHaveLength(2);
    node.close();
    const back = await connectNode(coordinator, 'returning');
    nodes.push(back);
    const [kept, lost] = assignments;
    const answer = await back.tell('hello', { leases: [{ runId: kept.runId, attempt: kept.attempt }] });
    expect(answer).toMatchObject({ keep: [kept.runId], drop: [] });
    const { assignments: again } = await back.tell('lease', { capacity: 2 });
    expect(again.map(({ runId }) => runId)).toEqual([lost.runId]);
    const { bytes, digest } = await executeAssignment(kept);
    const completed = await back.tell('complete', {
      runId: kept.runId,
      attempt: kept.attempt,
      result: bytes,
      digest,
      seconds: 1,
    });
    expect(completed.accepted).toBe(true);
    await back.tell('release', { runId: again[0].runId, attempt: again[0].attempt });
    expect(await workOff(back)).toEqual([lost.runId]);
    back.close();
  });

  it('changes nothing for a replaced attempt, whatever it sends', async () => {
    const { experiment } = await coordinator.submit(tinyExperiment(4, { replicas: 1 }));
    const sleeper = await newNode('sleeper');
    const { assignments } = await sleeper.tell('lease', { capacity: 1 });
    const { runId, attempt } = assignments[0];
    sleeper.close();
    const other = await newNode();
    const taken = await eventually(
      async () => (await other.tell('lease', { capacity: 1 })).assignments[0],
      'the run comes to another node',
    );
    const woken = await connectNode(coordinator, 'sleeper');
    nodes.push(woken);
    expect(await woken.tell('hello', { leases: [{ runId, attempt }] })).toMatchObject({
      keep: [],
      drop: [runId],
    });
    const { bytes, digest, result } = await executeAssignment(taken);
    const report = {
      runId,
      attempt,
      sequence: 1,
      fraction: 0.5,
      stepsPerSecond: 1,
      points: null,
      checkpoint: null,
    };
    expect((await woken.tell('report', report)).continue).toBe(false);
    const late = { runId, attempt, result: bytes, digest, seconds: 1 };
    expect(await woken.tell('complete', late)).toMatchObject({ accepted: false, continue: false });
    const failure = { runId, attempt, error: { name: 'Error', message: 'late' }, retryable: false };
    expect(await woken.tell('fail', failure)).toMatchObject({ accepted: false });
    expect(await woken.tell('release', { runId, attempt })).toMatchObject({ accepted: false });
    expect(
      coordinator
        .nodes()
        .find(({ id }) => id === other.id)
        ?.runs.map((run) => run.runId),
    ).toEqual([runId]);

    const message = { runId, attempt: taken.attempt, result: bytes, digest, seconds: 1 };
    expect(await other.tell('complete', message)).toMatchObject({ accepted: true });
    // The acknowledgement was lost: the same delivery again, and nothing happens twice.
    expect(await other.tell('complete', message)).toMatchObject({ accepted: true });
    await finished(experiment.id);
    expect(result.points.count).toBe(9);
    for (const node of [woken, other]) node.close();
  });

  it('takes a repeated report once, and points that overlap', async () => {
    const { experiment } = await coordinator.submit(tinyExperiment(5, { replicas: 1, points: 40 }));
    const node = await newNode();
    const { assignments } = await node.tell('lease', { capacity: 1 });
    const { runId, attempt } = assignments[0];
    const { fraction, points } = await executePartly(assignments[0]);
    const report = { runId, attempt, sequence: 1, fraction, stepsPerSecond: 1, points, checkpoint: null };
    for (const sequence of [1, 1, 2]) {
      expect((await node.tell('report', { ...report, sequence })).continue).toBe(true);
    }
    const response = await fetch(`${coordinator.url}/api/experiments/${experiment.id}`, {
      headers: { authorization: `Bearer ${coordinator.tokens.viewer}` },
    });
    const detail = (await response.json()) as { points: { risk: number[] }[] };
    expect(detail.points).toHaveLength(1);
    expect(detail.points[0].risk).toHaveLength(points.count);
    await node.tell('release', { runId, attempt });
    await workOff(node);
    node.close();
  });

  it('refuses a result whose bytes, length or numbers are wrong, and keeps the run going', async () => {
    await coordinator.submit(tinyExperiment(6, { replicas: 1 }));
    const node = await newNode();
    const { assignments } = await node.tell('lease', { capacity: 1 });
    const { runId, attempt } = assignments[0];
    const { bytes, digest, result } = await executeAssignment(assignments[0]);
    const sha = async (data: Uint8Array) =>
      Buffer.from(await crypto.subtle.digest('SHA-256', data.slice())).toString('hex');
    const damaged = bytes.slice();
    damaged[bytes.length - 1] ^= 1;
    const short = bytes.slice(0, -8);
    const infinite = bytes.slice();
    new DataView(infinite.buffer).setFloat64(bytes.length - 8, Infinity, true);
    const complete = (data: Uint8Array, sum: string) =>
      node.ask('complete', { runId, attempt, result: data, digest: sum, seconds: 1 });
    expect(await complete(damaged, digest)).toMatchObject({ ok: false, error: { code: 'digest-mismatch' } });
    expect(await complete(short, await sha(short))).toMatchObject({ error: { code: 'result-mismatch' } });
    expect(await complete(infinite, await sha(infinite))).toMatchObject({
      error: { code: 'result-mismatch' },
    });
    const points = { firstIndex: 0, count: 2, data: new Uint8Array(8) };
    const report = {
      runId,
      attempt,
      sequence: 1,
      fraction: 0.1,
      stepsPerSecond: 1,
      points,
      checkpoint: null,
    };
    expect(await node.ask('report', report)).toMatchObject({ error: { code: 'result-mismatch' } });
    expect(await complete(bytes, digest)).toMatchObject({ ok: true, accepted: true });
    expect(result.points.count).toBeGreaterThan(0);
    node.close();
  });

  it('tries a run again after a while that ended with a passing error, and not one that cannot succeed', async () => {
    const { experiment } = await coordinator.submit(tinyExperiment(7, { replicas: 2 }));
    const node = await newNode();
    const { assignments } = await node.tell('lease', { capacity: 2 });
    const [hopeless, unlucky] = assignments;
    await node.tell('fail', {
      runId: hopeless.runId,
      attempt: hopeless.attempt,
      error: { name: 'NonFiniteResultError', message: 'it diverged' },
      retryable: false,
    });
    await node.tell('fail', {
      runId: unlucky.runId,
      attempt: unlucky.attempt,
      error: { name: 'WorkerCrashedError', message: 'the thread ended' },
      retryable: true,
    });
    expect((await node.tell('lease', { capacity: 2 })).assignments).toEqual([]);
    const nudges = node.nudges;
    await eventually(() => node.nudges > nudges, 'the nodes are told when its time has come');
    expect(await workOff(node)).toEqual([unlucky.runId]);
    await eventually(
      () => coordinator.experiments().some(({ id, state }) => id === experiment.id && state === 'failed'),
      'experiment failed',
    );
    // Asked for once more, it is tried once more.
    const again = await coordinator.submit(tinyExperiment(7, { replicas: 2 }));
    expect(again).toMatchObject({ runsCreated: 1, runsReused: 1 });
    expect(await workOff(node)).toEqual([hopeless.runId]);
    await finished(again.experiment.id);
    await finished(experiment.id);
    node.close();
  });
});
