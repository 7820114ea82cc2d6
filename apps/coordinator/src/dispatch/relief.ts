import { setTimeout as delay } from 'node:timers/promises';
import type { ComputeNode } from './compute-node.ts';
import { RUNS_PER_THREAD } from './node-roster.ts';

const LOOK_MILLISECONDS = 100;
/** A node waits for an answer for six times as long. */
const LONGEST_MILLISECONDS = 5000;

/**
 * Resolves when a node may be given more runs: at once, unless results come faster than they can be written and the
 * node has its hands full. What it would add were written no earlier for it; it would wait here, and take memory.
 */
export async function relief(node: ComputeNode, isBehind: () => boolean): Promise<void> {
  const { channel } = node;
  const until = performance.now() + LONGEST_MILLISECONDS;
  while (
    isBehind() &&
    node.leases.size >= RUNS_PER_THREAD * node.threads &&
    node.channel === channel &&
    performance.now() < until
  ) {
    await delay(LOOK_MILLISECONDS);
  }
}
