import { afterEach, beforeEach, expect } from 'vitest';
import { createComputeNode, type ComputeNode, type ComputeNodeOptions } from '../src/index.ts';
import { TestCoordinator, testToken } from './test-coordinator.ts';

/** The coordinator of the test under way: a new one for each. */
export let coordinator: TestCoordinator;
const nodes: ComputeNode[] = [];
const often = { progressMilliseconds: 10, checkpointMilliseconds: 30 };

/** Starts a coordinator before each test of a file; afterwards closes it and its nodes, and expects that it saw no fault. */
export function freshCoordinator(): void {
  beforeEach(async () => {
    coordinator = new TestCoordinator();
    await coordinator.start();
  });

  afterEach(async () => {
    await Promise.all(nodes.splice(0).map((node) => node.close({ graceMilliseconds: 1000 })));
    await coordinator.stop();
    expect(coordinator.faults).toEqual([]);
  });
}

/** A node of one thread that reports often; it is closed after the test. */
export function join(options: Partial<ComputeNodeOptions> = {}): ComputeNode {
  const node = createComputeNode({
    coordinatorUrl: coordinator.url,
    token: testToken,
    threads: 1,
    prefetch: 0,
    rhythm: often,
    ...options,
  });
  nodes.push(node);
  return node;
}
