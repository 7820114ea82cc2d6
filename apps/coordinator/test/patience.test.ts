import { TIMINGS } from '@crossover/protocol';
import { expect, it } from 'vitest';
import { DEFAULTS } from '../src/options.ts';

const { reconnectMilliseconds, connectMilliseconds } = TIMINGS;

it('a coordinator that was started again waits for longer than any node needs to come back to it', () => {
  // A node may just have begun to wait for another address, which does not answer.
  const longest = reconnectMilliseconds + connectMilliseconds;
  expect(DEFAULTS.restartGraceMilliseconds).toBeGreaterThan(longest);
});

it('a node that has lost its connection has time for a round through all addresses', () => {
  expect(DEFAULTS.nodeGraceMilliseconds).toBeGreaterThan(reconnectMilliseconds);
});
