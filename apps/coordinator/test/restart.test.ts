import type { ExperimentDetail, ExperimentSummary } from '@crossover/protocol';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { spawnCoordinator, type CoordinatorProcess } from './support/processes.ts';
import { eventually, executeAssignment, executePartly, tinyExperiment, workOff } from './support/runs.ts';
import { connectNode } from './support/sockets.ts';
import { onEachStore, type Place } from './support/stores.ts';

onEachStore('a coordinator killed with −9 and started again', (newPlace) => {
  let place: Place;
  const processes: CoordinatorProcess[] = [];

  beforeEach(async () => {
    place = await newPlace();
  });

  afterEach(async () => {
    for (const coordinator of processes.splice(0)) {
      if (coordinator.process.exitCode === null) await coordinator.kill();
    }
    await place.remove();
  });

  const start = async (options: Parameters<typeof spawnCoordinator>[1] = {}) => {
    const coordinator = await spawnCoordinator(place, options);
    processes.push(coordinator);
    return coordinator;
  };
  const call = async <T>({ url, tokens }: CoordinatorProcess, path: string, body?: object): Promise<T> => {
    const response = await fetch(url + path, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { authorization: `Bearer ${tokens.operator}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    expect(response.ok).toBe(true);
    return (await response.json()) as T;
  };

  it('has lost nothing that was acknowledged, and the experiment completes with the same bits', async () => {
    const before = await start();
    const specification = tinyExperiment(11, { replicas: 4, points: 40 });
    const { experiment } = await call<{ experiment: ExperimentSummary }>(before, '/api/experiments', {
      specification,
    });
    const staying = await connectNode(before, 'staying');
    const leaving = await connectNode(before, 'leaving');
    const [done, kept] = (await staying.tell('lease', { capacity: 2 })).assignments;
    const [moved] = (await leaving.tell('lease', { capacity: 1 })).assignments;
    const result = await executeAssignment(done);
    await staying.tell('complete', {
      runId: done.runId,
      attempt: done.attempt,
      result: result.bytes,
      digest: result.digest,
      seconds: 1,
    });
    const partly = new Map<string, Awaited<ReturnType<typeof executePartly>>>();
    for (const [node, run] of [
      [staying, kept],
      [leaving, moved],
    ] as const) {
      const progress = await executePartly(run);
      partly.set(run.runId, progress);
      const { runId, attempt } = run;
      await node.tell('report', { runId, attempt, sequence: 1, stepsPerSecond: 1, ...progress });
    }
    await before.kill();
    staying.close();
    leaving.close();

    const after = await start({ restartGraceMilliseconds: 4000 });
    expect(after.tokens).toEqual(before.tokens);
    const detail = await call<ExperimentDetail>(after, `/api/experiments/${experiment.id}`);
    expect(detail.summary.runs).toMatchObject({ total: 4, finished: 1, running: 2, queued: 1 });
    for (const [runId, { points }] of partly) {
      const curve = detail.points.find((candidate) => candidate.runId === runId);
      expect(curve?.risk).toHaveLength(points.count);
    }
    // The node that returns keeps its run; the run of the other goes elsewhere, from its checkpoint.
    const returned = await connectNode(after, 'staying');
    const { runId, attempt } = kept;
    expect(await returned.tell('hello', { leases: [{ runId, attempt }] })).toMatchObject({ keep: [runId] });
    const rest = await executeAssignment({ ...kept, checkpoint: partly.get(runId)!.checkpoint });
    const delivery = { runId, attempt, result: rest.bytes, digest: rest.digest, seconds: 1 };
    expect(await returned.tell('complete', delivery)).toMatchObject({ accepted: true });
    const taken = await eventually(async () => {
      const { assignments } = await returned.tell('lease', { capacity: 4 });
      const found = assignments.find((run) => run.runId === moved.runId);
      for (const run of assignments) {
        await returned.tell('release', { runId: run.runId, attempt: run.attempt });
      }
      return found;
    }, 'the lost run comes back');
    expect(taken.checkpoint?.length).toBe(partly.get(moved.runId)!.checkpoint.length);
    expect(await workOff(returned)).toHaveLength(2);
    await eventually(async () => {
      const { summary } = await call<ExperimentDetail>(after, `/api/experiments/${experiment.id}`);
      return summary.state === 'finished';
    }, 'experiment finished');
    const stored = await call<{ digest: string }>(after, `/api/runs/${moved.runId}/result`);
    const undisturbed = await executeAssignment({ ...moved, checkpoint: null });
    expect(stored.digest).toBe(undisturbed.digest);
    returned.close();
    expect(await after.stop()).toBe(0);
  });
});
