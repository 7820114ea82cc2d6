import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { ComputeNode, type NodeChannel } from '../src/dispatch/compute-node.ts';
import { relief } from '../src/dispatch/relief.ts';
import type { Lease } from '../src/runs/lease.ts';

const channel: NodeChannel = {
  workAvailable: () => undefined,
  cancel: () => undefined,
  disconnect: () => undefined,
};

/** A node with two threads and so many runs. */
function nodeWith(runs: number): ComputeNode {
  const node = new ComputeNode({ nodeId: 'n', name: 'n', threads: 2, softwareVersion: '1' }, 0);
  node.channel = channel;
  for (let index = 0; index < runs; index++) node.leases.set(String(index), {} as Lease);
  return node;
}

/** Whether it comes of itself before the next turns of the event loop are over. */
async function isImmediate(waiting: Promise<void>): Promise<boolean> {
  return Promise.race([waiting.then(() => true), delay(50, false)]);
}

it('gives a node with its hands full no more while results wait', async () => {
  expect(await isImmediate(relief(nodeWith(6), () => false))).toBe(true);
  expect(await isImmediate(relief(nodeWith(5), () => true))).toBe(true);
  expect(await isImmediate(relief(nodeWith(6), () => true))).toBe(false);
});

it('goes on when enough of its results are written, when all are, and when it has left', async () => {
  const written = nodeWith(6);
  const first = relief(written, () => true);
  written.leases.delete('0');
  await first;

  let behind = true;
  const second = relief(nodeWith(6), () => behind);
  behind = false;
  await second;

  const left = nodeWith(6);
  const third = relief(left, () => true);
  left.channel = null;
  await third;
});

it('keeps no node waiting for so long that it would ask again', async () => {
  const began = performance.now();
  await relief(nodeWith(6), () => true);
  expect(performance.now() - began).toBeGreaterThan(4900);
}, 60_000);
