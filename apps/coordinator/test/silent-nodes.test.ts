import { TIMINGS } from '@crossover/protocol';
import { expect, it } from 'vitest';
import type { NodeChannel } from '../src/dispatch/compute-node.ts';
import { NodeRoster } from '../src/dispatch/node-roster.ts';
import { SilenceWatch } from '../src/dispatch/silence-watch.ts';

const open: NodeChannel = {
  workAvailable: () => undefined,
  cancel: () => undefined,
  disconnect: () => undefined,
};

it('a connected node is silent after its heartbeats have not come, which is news once each way', () => {
  const roster = new NodeRoster();
  const node = roster.admit({ nodeId: 'n', name: 'n', threads: 1, softwareVersion: '1' });
  node.channel = open;
  let news = 0;
  const watch = new SilenceWatch(roster, () => (news += 1));
  const beat = TIMINGS.heartbeatMilliseconds;
  const told = [2, 3, 4, 5].map((beats) => {
    watch.look(node.heardAt + beats * beat);
    return news;
  });
  expect(told).toEqual([0, 0, 1, 1]);
  expect(node.summary().silent).toBe(false);

  node.heardAt -= 4 * beat;
  expect(node.summary().silent).toBe(true);
  watch.look(node.heardAt + beat);
  expect(news).toBe(2);

  // Who has gone is not silent.
  node.channel = null;
  watch.look(node.heardAt + 5 * beat);
  expect([news, node.summary().silent]).toEqual([2, false]);
});
