import { describe, expect, it } from 'vitest';
import { workforceOf } from '../src/plan/node-speeds.ts';

const node = (threads: number, speed: number | null, state: 'active' | 'draining' = 'active') => ({
  threads,
  speed,
  state,
});

describe('the nodes that a plan counts on', () => {
  it('are as fast as they have shown', () => {
    const { threads, secondsPerWork, name } = workforceOf([node(2, 2e6), node(6, 1e6)], 5e-7);
    expect(threads).toBe(8);
    // 10 units a microsecond by 8 threads.
    expect(secondsPerWork).toBeCloseTo(8 / 1e7, 12);
    expect(name).toBe('8 threads of 2 nodes, as fast as measured');
  });

  it('are as fast as this machine until they have computed something', () => {
    const { secondsPerWork, name } = workforceOf([node(4, null), node(4, 1e6)], 5e-7);
    expect(secondsPerWork).toBeCloseTo(8 / (4 * 2e6 + 4 * 1e6), 12);
    expect(name).toBe('8 threads of 2 nodes, 1 as fast as measured, 1 taken to be as fast as this machine');
  });

  it('are those only that get runs', () => {
    expect(workforceOf([node(2, 1e6), node(16, 1e6, 'draining')], 1e-6)).toMatchObject({
      threads: 2,
      name: '2 threads of 1 node, as fast as measured',
    });
  });
});
