import { controlMessageSchema, type ControlMessage, type ExperimentSummary } from '@crossover/protocol';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createCoordinator, type Coordinator } from '../src/index.ts';
import { call } from './support/http.ts';
import { eventually, executePartly, tinyExperiment, workOff } from './support/runs.ts';
import { connectNode, connectRaw, type TestNode } from './support/sockets.ts';
import { onEachStore, type Place } from './support/stores.ts';

onEachStore('control', (newPlace) => {
  let place: Place;
  let coordinator: Coordinator;
  let nodes = 0;

  beforeAll(async () => {
    place = await newPlace();
    coordinator = await createCoordinator({ port: 0, logger: false, ...place.options });
  });
  afterAll(async () => {
    await coordinator.close();
    await place.remove();
  });

  const newNode = async (): Promise<TestNode> => {
    const node = await connectNode(coordinator, `control-${(nodes += 1)}`);
    await node.tell('hello', { leases: [] });
    return node;
  };

  const post = async (path: string, body: object = {}, role: 'viewer' | 'operator' = 'operator') => {
    const token = coordinator.tokens[role];
    const response = await call(coordinator, `/api${path}`, { method: 'POST', token, body });
    return { status: response.status, body: (await response.json()) as { experiment: ExperimentSummary } };
  };
  const order = async (id: string, verb: string, body?: object): Promise<ExperimentSummary> => {
    const { status, body: answer } = await post(`/experiments/${id}/${verb}`, body);
    expect(status).toBe(200);
    return answer.experiment;
  };
  /** Everything that is ordered may be ordered again. */
  const twice = async (work: () => Promise<void>): Promise<void> => {
    await work();
    await work();
  };
  const finish = async (id: string, node: TestNode): Promise<void> => {
    await workOff(node);
    await eventually(
      () => coordinator.experiments().find((each) => each.id === id)?.state === 'finished',
      'end',
    );
  };

  it('gives out nothing of a paused experiment, lets what computes go on, and goes on when it is resumed', async () => {
    const { experiment } = await coordinator.submit(tinyExperiment(101, { replicas: 3 }));
    const node = await newNode();
    const [held] = (await node.tell('lease', { capacity: 1 })).assignments;
    await twice(async () => {
      expect(await order(experiment.id, 'pause')).toMatchObject({
        state: 'paused',
        runs: { running: 1, paused: 2, queued: 0 },
      });
    });
    expect((await node.tell('lease', { capacity: 3 })).assignments).toEqual([]);
    // What comes back unfinished is held back too.
    await node.tell('release', { runId: held.runId, attempt: held.attempt });
    expect((await node.tell('lease', { capacity: 3 })).assignments).toEqual([]);
    await twice(async () => {
      expect(await order(experiment.id, 'resume')).toMatchObject({ runs: { paused: 0, queued: 3 } });
    });
    await finish(experiment.id, node);
    node.close();
  });

  it('leaves runs to another experiment that wants them', async () => {
    const first = await coordinator.submit(tinyExperiment(102));
    const second = await coordinator.submit({ ...tinyExperiment(102), name: 'the-same' });
    expect(second.runsReused).toBe(2);
    expect(await order(first.experiment.id, 'pause')).toMatchObject({ state: 'paused', runs: { queued: 2 } });
    expect(await order(first.experiment.id, 'cancel')).toMatchObject({
      state: 'cancelled',
      runs: { queued: 2 },
    });
    const node = await newNode();
    await finish(second.experiment.id, node);
    node.close();
  });

  it('holds back what only a paused experiment still wants', async () => {
    const paused = await coordinator.submit(tinyExperiment(112));
    const removed = await coordinator.submit({ ...tinyExperiment(112), name: 'the-same-again' });
    expect(await order(paused.experiment.id, 'pause')).toMatchObject({ runs: { queued: 2 } });
    await fetch(`${coordinator.url}/api/experiments/${removed.experiment.id}`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${coordinator.tokens.operator}` },
    });
    expect(await order(paused.experiment.id, 'pause')).toMatchObject({ runs: { queued: 0, paused: 2 } });
    await order(paused.experiment.id, 'cancel', { now: true });
  });

  it('cancels gracefully: a node sends a last checkpoint, from which the run goes on', async () => {
    const { experiment } = await coordinator.submit(tinyExperiment(103, { replicas: 1, points: 40 }));
    const node = await newNode();
    const [held] = (await node.tell('lease', { capacity: 1 })).assignments;
    const { runId, attempt } = held;
    expect(await order(experiment.id, 'cancel')).toMatchObject({ state: 'cancelled', runs: { running: 1 } });
    await eventually(() => node.cancelled.includes(runId), 'cancel');
    const partly = await executePartly(held);
    const report = { runId, attempt, sequence: 1, stepsPerSecond: 1, ...partly };
    expect((await node.tell('report', report)).continue).toBe(true);
    expect((await node.tell('release', { runId, attempt })).accepted).toBe(true);
    expect((await node.tell('lease', { capacity: 1 })).assignments).toEqual([]);
    expect(await order(experiment.id, 'cancel')).toMatchObject({ runs: { cancelled: 1 } });
    await order(experiment.id, 'resume');
    const [resumed] = (await node.tell('lease', { capacity: 1 })).assignments;
    expect(resumed.checkpoint?.length).toBe(partly.checkpoint.length);
    await node.tell('release', { runId, attempt: resumed.attempt });
    await finish(experiment.id, node);
    node.close();
  });

  it('tells nodes to stop what is cancelled at once, and goes on from the checkpoints when it is resumed', async () => {
    const { experiment } = await coordinator.submit(tinyExperiment(8, { replicas: 2, points: 40 }));
    const node = await newNode();
    const { assignments } = await node.tell('lease', { capacity: 1 });
    const { runId, attempt } = assignments[0];
    const partly = await executePartly(assignments[0]);
    const report = { runId, attempt, sequence: 1, stepsPerSecond: 1, ...partly };
    await node.tell('report', report);
    const now = { now: true };
    expect(await order(experiment.id, 'cancel', now)).toMatchObject({
      state: 'cancelled',
      runs: { cancelled: 2 },
    });
    await eventually(() => node.cancelled.includes(runId), 'cancel');
    expect((await node.tell('report', { ...report, sequence: 2 })).continue).toBe(false);
    expect((await node.tell('lease', { capacity: 2 })).assignments).toEqual([]);
    expect((await order(experiment.id, 'cancel', now)).state).toBe('cancelled');
    expect(await order(experiment.id, 'resume')).toMatchObject({ runs: { queued: 2, cancelled: 0 } });
    const { assignments: resumed } = await node.tell('lease', { capacity: 2 });
    expect(resumed.find((run) => run.runId === runId)?.checkpoint?.length).toBe(partly.checkpoint.length);
    for (const run of resumed) await node.tell('release', { runId: run.runId, attempt: run.attempt });
    await finish(experiment.id, node);
    node.close();
  });

  it('tries again only what has failed', async () => {
    const { experiment } = await coordinator.submit(tinyExperiment(104));
    const node = await newNode();
    const [unlucky] = (await node.tell('lease', { capacity: 1 })).assignments;
    const { runId, attempt } = unlucky;
    await node.tell('fail', { runId, attempt, error: { name: 'Error', message: 'no' }, retryable: false });
    await workOff(node);
    await eventually(
      () => coordinator.experiments().find(({ id }) => id === experiment.id)?.state === 'failed',
      'failure',
    );
    expect((await post(`/experiments/${experiment.id}/resume`)).status).toBe(409);
    await twice(async () => {
      expect(await order(experiment.id, 'retry')).toMatchObject({
        runs: { failed: 0, queued: 1, finished: 1 },
      });
    });
    await finish(experiment.id, node);
    expect((await post(`/experiments/${experiment.id}/retry`)).status).toBe(409);
    expect((await post(`/experiments/${experiment.id}/pause`)).status).toBe(409);
    node.close();
  });

  it('gives an experiment another share of the nodes', async () => {
    const patient = await coordinator.submit(tinyExperiment(105, { replicas: 4 }));
    const urgent = await coordinator.submit(tinyExperiment(106, { replicas: 4 }));
    expect(await order(patient.experiment.id, 'priority', { priority: 'low' })).toMatchObject({
      priority: 'low',
    });
    expect(await order(urgent.experiment.id, 'priority', { priority: 'high' })).toMatchObject({
      priority: 'high',
    });
    expect((await post(`/experiments/${urgent.experiment.id}/priority`, { priority: 'huge' })).status).toBe(
      400,
    );
    const node = await newNode();
    await finish(patient.experiment.id, node);
    node.close();
  });

  it('removes, and removes what is gone already', async () => {
    const { experiment } = await coordinator.submit(tinyExperiment(107));
    await twice(async () => {
      const response = await fetch(`${coordinator.url}/api/experiments/${experiment.id}`, {
        method: 'DELETE',
        headers: { authorization: `Bearer ${coordinator.tokens.operator}` },
      });
      expect(response.status).toBe(204);
    });
    expect(coordinator.experiments().some(({ id }) => id === experiment.id)).toBe(false);
  });

  it('drains a node, which finishes what it has and gets no more until it is undrained', async () => {
    const { experiment } = await coordinator.submit(tinyExperiment(108, { replicas: 4 }));
    const node = await newNode();
    const { assignments } = await node.tell('lease', { capacity: 1 });
    await twice(async () => expect((await post(`/nodes/${node.id}/drain`)).status).toBe(200));
    expect(coordinator.nodes().find(({ id }) => id === node.id)).toMatchObject({ state: 'draining' });
    expect((await node.tell('lease', { capacity: 2 })).assignments).toEqual([]);
    const [{ runId, attempt }] = assignments;
    expect((await node.tell('release', { runId, attempt })).accepted).toBe(true);
    expect((await post(`/nodes/${node.id}/release`)).status).toBe(409);
    expect((await post(`/nodes/${node.id}/undrain`)).status).toBe(200);
    await finish(experiment.id, node);
    expect((await post('/nodes/nobody/drain')).status).toBe(404);
    node.close();
  });

  it('quarantines a node that fails at once whatever it is given, and does not hold it against the runs', async () => {
    const { experiment } = await coordinator.submit(tinyExperiment(109, { replicas: 4 }));
    const broken = await newNode();
    const { assignments } = await broken.tell('lease', { capacity: 4 });
    for (const { runId, attempt } of assignments.slice(0, 3)) {
      const error = { name: 'WorkerCrashedError', message: 'no memory' };
      await broken.tell('fail', { runId, attempt, error, retryable: true });
    }
    await eventually(
      () => coordinator.nodes().find(({ id }) => id === broken.id)?.state === 'quarantined',
      'quarantine',
    );
    expect((await broken.tell('lease', { capacity: 4 })).assignments).toEqual([]);
    expect((await post(`/nodes/${broken.id}/drain`)).status).toBe(409);
    expect((await post(`/nodes/${broken.id}/release`)).status).toBe(200);
    expect(coordinator.nodes().find(({ id }) => id === broken.id)).toMatchObject({ state: 'active' });
    const [last] = assignments.slice(3);
    await broken.tell('release', { runId: last.runId, attempt: last.attempt });
    await order(experiment.id, 'cancel', { now: true });
    broken.close();
  });

  it('does not hold against a node what would have met the runs on every other', async () => {
    const { experiment } = await coordinator.submit(tinyExperiment(113, { replicas: 4 }));
    const node = await newNode();
    const { assignments } = await node.tell('lease', { capacity: 4 });
    const [last, ...diverging] = assignments;
    for (const { runId, attempt } of diverging) {
      const error = { name: 'DivergedError', message: 'the risk is infinite' };
      await node.tell('fail', { runId, attempt, error, retryable: false });
    }
    await node.tell('release', { runId: last.runId, attempt: last.attempt });
    expect((await node.tell('lease', { capacity: 1 })).assignments).toMatchObject([{ runId: last.runId }]);
    await order(experiment.id, 'cancel', { now: true });
    node.close();
  });

  it('means the same by a message on an operator’s socket, and refuses it on a viewer’s', async () => {
    const { experiment } = await coordinator.submit(tinyExperiment(110));
    const connected = (role: 'viewer' | 'operator') =>
      connectRaw(coordinator.url, '/viewers', { token: coordinator.tokens[role], protocolVersion: 2 });
    const operator = await connected('operator');
    const viewer = await connected('viewer');
    const message: ControlMessage = { verb: 'pause', experimentId: experiment.id };
    expect(controlMessageSchema.parse(message)).toEqual(message);
    expect(await viewer.emitWithAck('control', message)).toMatchObject({
      ok: false,
      error: { code: 'forbidden' },
    });
    expect(await operator.emitWithAck('control', message)).toMatchObject({
      ok: true,
      experiment: { id: experiment.id, state: 'paused' },
    });
    expect(await operator.emitWithAck('control', { verb: 'remove', experimentId: experiment.id })).toEqual({
      ok: true,
      experiment: null,
    });
    operator.close();
    viewer.close();
  });

  it('finds nothing any more where another order has removed the experiment meanwhile, and does not bring it back', async () => {
    const removed: string[] = [];
    for (const [index, verb] of ['resume', 'retry', 'pause', 'cancel', 'priority'].entries()) {
      const { experiment } = await coordinator.submit(tinyExperiment(120 + index));
      await order(experiment.id, 'pause');
      const ordered = post(
        `/experiments/${experiment.id}/${verb}`,
        verb === 'priority' ? { priority: 'low' } : {},
      );
      const removal = fetch(`${coordinator.url}/api/experiments/${experiment.id}`, {
        method: 'DELETE',
        headers: { authorization: `Bearer ${coordinator.tokens.operator}` },
      });
      // Whichever of them was first.
      expect([200, 404], verb).toContain((await ordered).status);
      expect((await removal).status, verb).toBe(204);
      removed.push(experiment.id);
    }
    // All counts that were under way are over when this one is.
    const { experiment } = await coordinator.submit(tinyExperiment(125));
    expect(coordinator.experiments().filter(({ id }) => removed.includes(id))).toEqual([]);
    await order(experiment.id, 'cancel', { now: true });
  });

  it('does not let a viewer’s token steer', async () => {
    const { experiment } = await coordinator.submit(tinyExperiment(111));
    for (const verb of ['pause', 'resume', 'cancel', 'retry']) {
      expect((await post(`/experiments/${experiment.id}/${verb}`, {}, 'viewer')).status).toBe(403);
    }
    expect(coordinator.experiments().find(({ id }) => id === experiment.id)?.state).toBe('queued');
    await order(experiment.id, 'cancel', { now: true });
  });
});
