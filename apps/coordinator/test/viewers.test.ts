import { LIMITS, type Frame, type RiskPoints } from '@crossover/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCoordinator, type Coordinator } from '../src/index.ts';
import { PendingChanges } from '../src/viewers/pending-changes.ts';
import { eventually, executeAssignment, executePartly, tinyExperiment, workOff } from './support/runs.ts';
import { connectNode, connectViewer, type TestNode, type TestViewer } from './support/sockets.ts';
import { embeddedPlace, type Place } from './support/stores.ts';

describe('viewers', () => {
  let place: Place;
  let coordinator: Coordinator;
  let node: TestNode;
  const viewers: TestViewer[] = [];

  beforeAll(async () => {
    place = await embeddedPlace();
    coordinator = await createCoordinator({ ...place.options, port: 0, logger: false });
    node = await connectNode(coordinator, 'worker');
    await node.tell('hello', { leases: [] });
  });

  afterAll(async () => {
    node.close();
    for (const viewer of viewers) viewer.close();
    await coordinator.close();
    await place.remove();
  });

  const newViewer = async () => {
    const viewer = await connectViewer(coordinator);
    viewers.push(viewer);
    return viewer;
  };
  const watch = async (viewer: TestViewer, experimentId: string | null) => {
    const answer = await viewer.ask({ experimentId });
    if (!answer.ok) throw new Error(answer.error.message);
    return answer;
  };
  const curveOf = (points: readonly RiskPoints[], runId: string) => {
    const curve: number[] = [];
    for (const { firstIndex, risk } of points.filter((stretch) => stretch.runId === runId)) {
      risk.forEach((value, index) => (curve[firstIndex + index] = value));
    }
    return curve;
  };
  const pointsOf = (frames: readonly Frame[]) => frames.flatMap(({ points = [] }) => points);

  it('see an experiment from the first point to the last, as curves that are complete', async () => {
    const { experiment } = await coordinator.submit(tinyExperiment(21, { replicas: 2, points: 40 }));
    const viewer = await newViewer();
    const { detail, experiments, nodes } = await watch(viewer, experiment.id);
    expect(experiments.map(({ id }) => id)).toContain(experiment.id);
    expect(nodes).toMatchObject([{ id: 'worker', connected: true, threads: 2 }]);
    expect(detail).toMatchObject({ runsToFollow: 0, points: [], specification: { name: 'tiny-21' } });
    expect(detail?.runs.map(({ state }) => state)).toEqual(['queued', 'queued']);

    const { assignments } = await node.tell('lease', { capacity: 1 });
    const { runId, attempt } = assignments[0];
    const { fraction, points } = await executePartly(assignments[0]);
    const report = { runId, attempt, sequence: 1, fraction, stepsPerSecond: 1, points, checkpoint: null };
    await node.tell('report', report);
    await eventually(() => curveOf(pointsOf(viewer.frames), runId).length === points.count, 'partial curve');
    const late = await newViewer();
    const { detail: partial } = await watch(late, experiment.id);
    expect(curveOf(partial!.points, runId)).toHaveLength(points.count);

    const { result, bytes, digest } = await executeAssignment(assignments[0]);
    await node.tell('complete', { runId, attempt, result: bytes, digest, seconds: 1 });
    await workOff(node);
    const isOver = (frames: readonly Frame[]) =>
      frames.some(({ experiments }) =>
        experiments.some(({ id, state }) => id === experiment.id && state === 'finished'),
      );
    for (const { frames } of [viewer, late]) {
      await eventually(() => isOver(frames), 'the end is seen');
      await eventually(() => curveOf(pointsOf(frames), runId).length === 41, 'the curve is complete');
      expect(curveOf(pointsOf(frames), runId)).toEqual([...result.points.data]);
      const states = frames.flatMap(({ runs = [] }) => runs).filter(({ id }) => id === runId);
      expect(states.at(-1)).toMatchObject({ state: 'finished', fraction: 1, pointsDone: 41 });
      expect(frames.map(({ sequence }) => sequence)).toEqual(frames.map((_, index) => index + 1));
    }
  });

  it('get no further frame before they have acknowledged the last, and then the newest state', async () => {
    const viewer = await newViewer();
    viewer.acknowledges = false;
    await watch(viewer, null);
    const { experiment } = await coordinator.submit(tinyExperiment(22, { replicas: 3 }));
    await eventually(() => viewer.frames.length === 1, 'first frame');
    await workOff(node);
    await eventually(
      () => coordinator.experiments().find(({ id, state }) => id === experiment.id && state === 'finished'),
      'experiment finished',
    );
    expect(viewer.frames).toHaveLength(1);
    viewer.acknowledges = true;
    viewer.waiting.forEach((reply) => reply());
    await eventually(() => viewer.frames.length > 1, 'second frame');
    const newest = viewer.frames[1].experiments.find(({ id }) => id === experiment.id);
    expect(newest).toMatchObject({ state: 'finished', runs: { finished: 3 } });
  });

  it('follow a large experiment page by page', async () => {
    const replicas = 620;
    const { experiment } = await coordinator.submit(tinyExperiment(23, { replicas }));
    const viewer = await newViewer();
    const { detail } = await watch(viewer, experiment.id);
    const first = detail!.runs.length;
    expect(first).toBeGreaterThan(0);
    expect(detail!.runsToFollow).toBe(replicas - first);
    const known = () =>
      new Set([...detail!.runs, ...viewer.frames.flatMap(({ runs = [] }) => runs)].map(({ id }) => id));
    await eventually(() => known().size === replicas, 'all runs are known');
    const described = viewer.frames.flatMap(({ runs = [] }) => runs).filter((run) => run.specification);
    expect(described).toHaveLength(replicas - first);
  });

  it('that were far behind are told how every run stands, once they can be', async () => {
    const replicas = 1200;
    const { experiment } = await coordinator.submit(tinyExperiment(25, { replicas, points: 2 }));
    const viewer = await newViewer();
    const { detail } = await watch(viewer, experiment.id);
    const states = () =>
      new Map(
        [...detail!.runs, ...viewer.frames.flatMap(({ runs = [] }) => runs)].map(({ id, state }) => [
          id,
          state,
        ]),
      );
    await eventually(() => states().size === replicas, 'all runs are known');
    viewer.acknowledges = false;
    const response = await fetch(`${coordinator.url}/api/experiments/${experiment.id}/cancel`, {
      method: 'POST',
      headers: { authorization: `Bearer ${coordinator.tokens.operator}` },
    });
    expect(response.ok).toBe(true);
    viewer.acknowledges = true;
    viewer.waiting.forEach((reply) => reply());
    await eventually(
      () => [...states().values()].every((state) => state === 'cancelled'),
      'all are cancelled',
    );
  });

  it('are told of a node that has come, changed and gone', async () => {
    const viewer = await newViewer();
    await watch(viewer, null);
    const visitor = await connectNode(coordinator, 'visitor');
    const told = () => viewer.frames.flatMap(({ nodes = [] }) => nodes).filter(({ id }) => id === 'visitor');
    await eventually(() => told().some(({ connected }) => connected), 'it has come');
    visitor.close();
    await eventually(() => told().at(-1)?.connected === false, 'it has gone');
  });

  it('are told when the experiment is not there, and may watch another', async () => {
    const viewer = await newViewer();
    expect(await viewer.ask({ experimentId: 'nowhere' })).toMatchObject({
      ok: false,
      error: { code: 'unknown-experiment' },
    });
    const { experiments } = await watch(viewer, null);
    expect((await watch(viewer, experiments[0].id)).detail?.summary.id).toBe(experiments[0].id);
  });

  it('notice that an experiment was removed', async () => {
    const { experiment } = await coordinator.submit(tinyExperiment(24));
    const viewer = await newViewer();
    await watch(viewer, experiment.id);
    const response = await fetch(`${coordinator.url}/api/experiments/${experiment.id}`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${coordinator.tokens.operator}` },
    });
    expect(response.status).toBe(204);
    await eventually(() => viewer.frames.some(({ removed }) => removed.includes(experiment.id)), 'removal');
    expect(coordinator.experiments().map(({ id }) => id)).not.toContain(experiment.id);
  });
});

describe('changes a viewer waits for', () => {
  const update = (id: string, fraction: number) => ({
    id,
    state: 'running' as const,
    fraction,
    node: null,
    attempt: null,
    pointsDone: 0,
    error: null,
    secondsSpent: null,
  });

  it('join points that follow each other, and let a whole curve replace its pieces', () => {
    const pending = new PendingChanges();
    pending.run(update('a', 0.1), { firstIndex: 3, risk: Float64Array.of(1, 2) });
    pending.run(update('a', 0.2), { firstIndex: 5, risk: Float64Array.of(3) });
    pending.run(update('b', 0.2), { firstIndex: 4, risk: Float64Array.of(9) });
    pending.run(update('b', 1), { firstIndex: 0, risk: Float64Array.of(7, 8) });
    expect(pending.take()).toMatchObject({
      runs: [
        { id: 'a', fraction: 0.2 },
        { id: 'b', fraction: 1 },
      ],
      points: [
        { runId: 'a', firstIndex: 3, risk: [1, 2, 3] },
        { runId: 'b', firstIndex: 0, risk: [7, 8] },
      ],
    });
    expect(pending.isEmpty).toBe(true);
  });

  it('leave a frame at the size it may have', () => {
    const pending = new PendingChanges();
    const risk = new Float64Array(LIMITS.maxPointsPerFrame / 4);
    for (let run = 0; run < 10; run += 1) pending.run(update(`run-${run}`, 0.5), { firstIndex: 0, risk });
    expect(pending.take().runs).toHaveLength(4);
    expect(pending.take().runs).toHaveLength(4);
    expect(pending.take().runs).toHaveLength(2);
  });
});
