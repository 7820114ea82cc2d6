import type { Demand } from '../runs/share-out.ts';
import type { ComputeNode } from './compute-node.ts';

/** A batch keeps each thread of a node busy for so long: then asking for the next one costs next to nothing. */
const BATCH_SECONDS = 2;
const MICROSECONDS = 1e6;

/** What a node asked for, seen beside the other nodes. */
export function leaseDemand(
  node: ComputeNode,
  asked: { readonly capacity: number; readonly most?: number | undefined },
  { speed, threadsTogether }: { readonly speed: number | undefined; readonly threadsTogether: number },
): Demand {
  const { capacity, most = capacity } = asked;
  const batch = BATCH_SECONDS * MICROSECONDS * node.threads * (speed ?? 1);
  return {
    capacity,
    most: Math.max(capacity, most),
    room: batch - workLeft(node),
    share: node.threads / Math.max(1, threadsTogether),
  };
}

/** Work that is left of the runs that a node has, in microseconds of a reference core. */
export function workLeft({ leases }: ComputeNode): number {
  let left = 0;
  for (const { work, fraction } of leases.values()) left += work * (1 - fraction);
  return left;
}
