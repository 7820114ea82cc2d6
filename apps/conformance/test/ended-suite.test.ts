import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NodePeer } from '../src/coordinator/peers/node-peer.ts';
import { CoordinatorStage } from '../src/coordinator/stage.ts';
import { Judge } from '../src/judge.ts';
import { PlayedCoordinator } from '../src/node/played/played-coordinator.ts';
import { NodeStage } from '../src/node/stage.ts';

/**
 * A suite that is ended from outside leaves the play of its check to itself. What that play does afterwards must
 * keep nothing open: the process would never end.
 */
const ended = 'the suite has been ended';

const underTest = {
  operatorToken: 'an operator',
  viewerToken: 'a viewer',
  graceMilliseconds: 100,
  patienceMilliseconds: 5_000,
};

describe('a stage for coordinators that is closed', () => {
  const coordinator = new PlayedCoordinator('a token');
  let stage: CoordinatorStage;

  beforeEach(async () => {
    await coordinator.open();
    const here = { ...underTest, url: coordinator.url, nodeToken: coordinator.token };
    stage = new CoordinatorStage(here, { seed: 1, next: 0 });
  });

  afterEach(() => coordinator.close());

  it('lets no node stay that was about to connect', async () => {
    const node = stage.connectNode();
    const refused = expect(node).rejects.toThrow(ended);
    await stage.close();
    await refused;
    expect(coordinator.connections).toHaveLength(1);
    // A node that is there acknowledges the hint.
    const hint = () => coordinator.tell('work-available', {});
    await expect.poll(hint, { timeout: 20_000 }).toBeUndefined();
  });

  it('submits nothing', async () => {
    await stage.close();
    await expect(stage.experiment()).rejects.toThrow(ended);
  });
});

describe('a stage for nodes that is closed', () => {
  const surroundings = (signal?: AbortSignal) => ({
    start: () => Promise.resolve({}),
    startsAnew: true,
    token: 'a token',
    port: 0,
    connectMilliseconds: 60_000,
    patienceMilliseconds: 1_000,
    computed: new Map(),
    signal,
  });

  it('waits for no node any more', async () => {
    const ending = new AbortController();
    const opened = NodeStage.open(surroundings(ending.signal));
    const refused = expect(opened).rejects.toThrow('enough');
    await delay(50);
    ending.abort(new Error('enough'));
    await refused;
  });

  it('listens nowhere again', async () => {
    const start = async ({ url, token: nodeToken }: { url: string; token: string }) => {
      const node = await NodePeer.connect({ ...underTest, url, nodeToken });
      await node.hello();
      return { stop: () => Promise.resolve(node.close()) };
    };
    const stage = await NodeStage.open({ ...surroundings(), start });
    await stage.close(new Judge());
    await expect(stage.coordinator.open()).rejects.toThrow(ended);
    await expect(stage.anotherCoordinator()).rejects.toThrow(ended);
  });
});
