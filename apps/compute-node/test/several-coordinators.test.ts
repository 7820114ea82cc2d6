import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runIdentity } from '@crossover/experiments';
import { coordinator, freshCoordinator, join } from './joined-nodes.ts';
import { longSimulation, shortSimulation } from './specifications.ts';
import { TestCoordinator } from './test-coordinator.ts';

freshCoordinator();

let other: TestCoordinator;

beforeEach(async () => {
  other = new TestCoordinator();
  await other.start();
});

afterEach(async () => {
  await other.stop();
  expect(other.faults).toEqual([]);
});

const ignored = () => undefined;

describe('a compute node of several coordinators', () => {
  it('goes on at another one that was named, with its run in hand, when its own is gone', async () => {
    coordinator.others.push(other.url);
    const specification = longSimulation(8, 1_500_000);
    const { lease } = coordinator.add(specification);
    join();
    await coordinator.until(() => coordinator.messages('report').length > 0);
    await coordinator.stop();
    await other.until(() => other.messages('complete').length === 1);
    expect(other.messages('hello')).toEqual([{ leases: [lease] }]);
    expect(other.messages('complete')[0].runId).toBe(runIdentity(specification));
    await coordinator.start();
  });

  it('learns of one that comes later, with its heartbeats', async () => {
    const node = join();
    await node.admitted;
    coordinator.others.push(other.url);
    const known = coordinator.messages('heartbeat').length + 1;
    await coordinator.until(() => coordinator.messages('heartbeat').length > known);
    await coordinator.stop();
    await other.until(() => other.messages('hello').length === 1);
    await coordinator.start();
  });

  it('tries all the addresses that it was given', async () => {
    await coordinator.stop();
    other.add(shortSimulation());
    const node = join({ coordinatorUrl: [coordinator.url, other.url] });
    await other.until(() => other.messages('complete').length === 1);
    expect(node.status()).toMatchObject({ connected: true, runsFinished: 1 });
    await coordinator.start();
  });

  it('leaves out one that refuses it, and says so', async () => {
    const warnings: string[] = [];
    coordinator.refuses = 'numerics-version';
    other.add(shortSimulation());
    const node = join({
      coordinatorUrl: [coordinator.url, other.url],
      logger: { debug: ignored, info: ignored, warn: (line) => warnings.push(line) },
    });
    await other.until(() => other.messages('complete').length === 1);
    await expect(node.admitted).resolves.toBeUndefined();
    expect(warnings.join('\n')).toMatch(/numerics-version.*not tried again/);
  });

  it('gives up when all of them refuse it', async () => {
    coordinator.refuses = 'unauthorized';
    other.refuses = 'numerics-version';
    const node = join({ coordinatorUrl: [coordinator.url, other.url] });
    await expect(node.finished).rejects.toMatchObject({ code: 'unauthorized' });
  });

  it('leaves one that cannot answer hello because its database is away', async () => {
    coordinator.helloAnswer = { ok: false, error: { code: 'unavailable', message: 'the database is away' } };
    other.add(shortSimulation());
    join({ coordinatorUrl: [coordinator.url, other.url] });
    await other.until(() => other.messages('complete').length === 1);
  });
});
