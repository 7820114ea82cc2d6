import { describe, expect, it } from 'vitest';
import {
  decodeRunResult,
  digest,
  encodeRunResult,
  execute,
  runIdentity,
  type RunSpecification,
} from '@crossover/experiments';
import { float64FromBytes } from '@crossover/protocol';
import { coordinator, freshCoordinator, join } from './joined-nodes.ts';
import { endlessSimulation, longSimulation, shortSimulation, theoryCurve } from './specifications.ts';

freshCoordinator();

async function bitsHere(specification: RunSpecification): Promise<string> {
  return digest(encodeRunResult(await execute(specification)));
}

const completed = (specification: RunSpecification) => () =>
  coordinator.messages('complete').some(({ runId }) => runId === runIdentity(specification));

const reported = (count: number) => () => coordinator.messages('report').length >= count;

describe('a compute node', () => {
  it('leases runs, executes them and delivers the bits that execution gives', async () => {
    const runs = [shortSimulation(0), shortSimulation(1), theoryCurve(), shortSimulation(2)];
    for (const run of runs) coordinator.add(run);
    join({ threads: 2, prefetch: 1 });
    await coordinator.until(() => coordinator.messages('complete').length === runs.length);
    for (const run of runs) {
      const message = coordinator.messages('complete').find(({ runId }) => runId === runIdentity(run))!;
      const bytes = new Uint8Array(message.result);
      expect(digest(bytes)).toBe(message.digest);
      expect(message.digest).toBe(await bitsHere(run));
      expect(decodeRunResult(run, bytes).points.count).toBe(run.times.length);
    }
  });

  it('takes up work that comes while it is idle', async () => {
    const node = join();
    await node.admitted;
    coordinator.add(shortSimulation());
    await coordinator.until(completed(shortSimulation()));
    expect(node.status()).toMatchObject({ connected: true, runsFinished: 1 });
  });

  it('asks again with the next heartbeat for work that it was refused', async () => {
    await join().admitted;
    coordinator.leaseAnswers.push({ ok: false, error: { code: 'unavailable', message: 'no database' } });
    coordinator.add(shortSimulation());
    await coordinator.until(completed(shortSimulation()));
    // Without a refusal it asks with every fifth.
    expect(coordinator.messages('heartbeat').length).toBeLessThan(5);
  });

  it('holds no more leases than its threads and the small reserve', async () => {
    for (const seed of [0, 1, 2, 3, 4]) coordinator.add(endlessSimulation(seed));
    const node = join({ threads: 2, prefetch: 1 });
    await coordinator.until(reported(4));
    expect(coordinator.runs.filter((run) => run.leased)).toHaveLength(3);
    expect(node.status()).toMatchObject({ leases: 3, busyThreads: 2 });
  });

  it('numbers its reports from 1 without gaps and streams the curve with checkpoints', async () => {
    const specification = longSimulation(0, 300_000);
    coordinator.add(specification);
    join();
    await coordinator.until(completed(specification));
    const reports = coordinator.messages('report');
    expect(reports.map(({ sequence }) => sequence)).toEqual(reports.map((_, index) => index + 1));
    const result = await execute(specification);
    let next = 0;
    for (const { points } of reports) {
      if (points === null) continue;
      expect(points.firstIndex).toBe(next);
      const record = result.points.data.length / result.points.count;
      const values = float64FromBytes(new Uint8Array(points.data));
      expect(values).toEqual(result.points.data.slice(next * record, (next + points.count) * record));
      next += points.count;
    }
    expect(next).toBeGreaterThan(0);
    expect(reports.some(({ checkpoint }) => checkpoint !== null)).toBe(true);
  });

  it('continues from the checkpoint of an assignment to the same bits', async () => {
    const specification = longSimulation(3, 2_000_000);
    coordinator.add(specification);
    const first = join();
    await coordinator.until(() =>
      coordinator
        .messages('report')
        .some(({ checkpoint, fraction }) => checkpoint !== null && fraction > 0.2),
    );
    await first.close();
    expect(coordinator.messages('release')).toHaveLength(1);
    const { checkpoint, fraction } = coordinator.messages('report').findLast((r) => r.checkpoint !== null)!;
    const reportsBefore = coordinator.messages('report').length;
    coordinator.add(specification, new Uint8Array(checkpoint!));
    join();
    await coordinator.until(completed(specification));
    expect(coordinator.messages('complete')[0].digest).toBe(await bitsHere(specification));
    const later = coordinator.messages('report').slice(reportsBefore);
    expect(later.every((report) => report.fraction >= fraction)).toBe(true);
  });

  it('starts anew when the checkpoint is damaged', async () => {
    coordinator.add(shortSimulation(), Uint8Array.of(1, 2, 3));
    join();
    await coordinator.until(completed(shortSimulation()));
    expect(coordinator.messages('complete')[0].digest).toBe(await bitsHere(shortSimulation()));
  });

  it('tells its load and the progress of its runs in heartbeats', async () => {
    const { lease } = coordinator.add(endlessSimulation());
    join({ threads: 2 });
    await coordinator.until(() =>
      coordinator.messages('heartbeat').some(({ stepsPerSecond }) => stepsPerSecond > 0),
    );
    const heartbeat = coordinator.messages('heartbeat').at(-1)!;
    expect(heartbeat).toMatchObject({ busyThreads: 1, threads: 2, runs: [{ runId: lease.runId }] });
  });

  it('hands its runs back when it is closed', async () => {
    const { lease } = coordinator.add(endlessSimulation());
    const node = join();
    await coordinator.until(reported(1));
    await node.close();
    await expect(node.finished).resolves.toBeUndefined();
    expect(coordinator.messages('release')).toEqual([lease]);
    expect(coordinator.heard.findLast(({ event }) => event === 'report')?.message).toMatchObject({
      checkpoint: expect.any(Uint8Array) as unknown,
    });
    expect(node.status()).toMatchObject({ connected: false, leases: 0, busyThreads: 0 });
  });
});

describe('a compute node whose connection breaks', () => {
  it.each(['breakConnections', 'turnOut'] as const)(
    'claims its leases after the reconnection and delivers the run (%s)',
    async (interrupt) => {
      const specification = longSimulation(4, 2_000_000);
      const { lease } = coordinator.add(specification);
      join();
      await coordinator.until(reported(2));
      coordinator[interrupt]();
      await coordinator.until(completed(specification));
      expect(coordinator.messages('hello').map(({ leases }) => leases)).toEqual([[], [lease]]);
      expect(coordinator.messages('complete')[0].digest).toBe(await bitsHere(specification));
    },
  );

  it('repeats a report whose acknowledgement was lost, word for word', async () => {
    let withheld: unknown = null;
    coordinator.onReport = (message) => {
      if (withheld !== null || message.checkpoint === null) return true;
      withheld = message;
      coordinator.breakConnections();
      return false;
    };
    coordinator.add(endlessSimulation());
    join();
    await coordinator.until(() => coordinator.messages('report').at(-2) === withheld);
    expect(coordinator.messages('hello')).toHaveLength(2);
    expect(coordinator.messages('report').at(-1)).toEqual(withheld);
  });

  it('computes on while the coordinator is away, and delivers the result when it is back', async () => {
    const specification = longSimulation(6, 1_000_000);
    coordinator.add(specification);
    const node = join();
    await coordinator.until(reported(1));
    await coordinator.stop();
    while (node.status().runsFinished === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(node.status()).toMatchObject({ connected: false, leases: 1 });
    await coordinator.start();
    await coordinator.until(completed(specification));
    expect(coordinator.messages('complete')[0].digest).toBe(await bitsHere(specification));
  });

  it('drops a run that the coordinator has given to somebody else meanwhile', async () => {
    const { lease } = coordinator.add(endlessSimulation());
    join();
    await coordinator.until(reported(1));
    coordinator.unwanted.add(lease.runId);
    coordinator.breakConnections();
    coordinator.add(shortSimulation());
    await coordinator.until(completed(shortSimulation()));
    expect(coordinator.messages('release')).toEqual([]);
  });
});

describe('a compute node that is told to stop a run', () => {
  it('obeys continue: false and goes on with other work', async () => {
    const { lease } = coordinator.add(endlessSimulation());
    coordinator.unwanted.add(lease.runId);
    coordinator.add(shortSimulation());
    join();
    await coordinator.until(completed(shortSimulation()));
    const last = coordinator.heard.findLastIndex(
      ({ event, message }) => event === 'report' && message.runId === lease.runId,
    );
    expect(coordinator.messages('report').filter(({ runId }) => runId === lease.runId)).toHaveLength(1);
    expect(last).toBeGreaterThanOrEqual(0);
  });

  it('obeys cancel, and ignores the cancellation of an attempt that it does not have', async () => {
    const { lease } = coordinator.add(endlessSimulation());
    coordinator.add(shortSimulation());
    const node = join();
    await coordinator.until(reported(1));
    coordinator.tell('cancel', { ...lease, attempt: { ...lease.attempt, retryCount: 5 }, graceful: false });
    const before = coordinator.messages('report').length;
    await coordinator.until(reported(before + 2));
    expect(node.status().leases).toBe(1);
    coordinator.tell('cancel', { ...lease, graceful: false });
    await coordinator.until(completed(shortSimulation()));
  });

  it('leaves a last checkpoint when it is told to stop gracefully', async () => {
    const { lease } = coordinator.add(endlessSimulation());
    const node = join({ rhythm: { progressMilliseconds: 10, checkpointMilliseconds: 600_000 } });
    await coordinator.until(reported(1));
    coordinator.tell('cancel', { ...lease, graceful: true });
    await coordinator.until(() => coordinator.messages('release').length === 1);
    expect(coordinator.messages('report').at(-1)?.checkpoint).toBeInstanceOf(Uint8Array);
    expect(node.status()).toMatchObject({ busyThreads: 0 });
  });

  it('replaces a run by a later attempt at it', async () => {
    const { lease } = coordinator.add(endlessSimulation());
    const node = join({ prefetch: 1 });
    await coordinator.until(reported(1));
    const second = coordinator.add(endlessSimulation());
    await coordinator.until(() =>
      coordinator.messages('report').some(({ attempt }) => attempt.jobId === second.lease.attempt.jobId),
    );
    expect(second.lease.runId).toBe(lease.runId);
    expect(node.status().leases).toBe(1);
  });
});

describe('a compute node trusts nothing', () => {
  it.each([
    ['garbage', 'f'.repeat(64), { kind: 'simulation', widthPrefactor: -1 }, 'widthPrefactor'],
    ['a name of another run', 'e'.repeat(64), { ...shortSimulation() }, 'was handed out as run'],
  ])(
    'answers a specification that is %s with a failure for good',
    async (_, runId, specification, reason) => {
      coordinator.addRaw(runId, specification);
      coordinator.add(shortSimulation());
      join();
      await coordinator.until(completed(shortSimulation()));
      const failures = coordinator.messages('fail');
      expect(failures).toMatchObject([
        { runId, retryable: false, error: { name: 'InvalidSpecificationError' } },
      ]);
      expect(failures[0].error.message).toContain(reason);
    },
  );

  it('survives messages and answers that follow no protocol', async () => {
    const node = join();
    await node.admitted;
    coordinator.leaseAnswers.push(null, { ok: true, assignments: 'none' }, { ok: 'perhaps' });
    for (const message of [[], [null], [{ runId: 1 }], ['x'.repeat(1000)]]) {
      coordinator.tell('cancel', ...message);
      coordinator.tell('no-such-event', ...message);
      coordinator.tell('work-available', ...message);
    }
    coordinator.add(shortSimulation());
    await coordinator.until(completed(shortSimulation()));
    expect(node.status().connected).toBe(true);
  });
});
