import type { NodeSummary } from '@crossover/protocol';

/** How a node stands: it works, it is idle, it has not been heard for a while, it is gone. */
export type NodeCondition = 'busy' | 'idle' | 'stale' | 'lost';

/** Nodes are heard every two seconds; three missed beats make one stale before it is given up. */
const STALE_MILLISECONDS = 7_000;

export function nodeCondition(node: NodeSummary, now: number): NodeCondition {
  if (!node.connected) return 'lost';
  if (now - Date.parse(node.lastHeardAt) > STALE_MILLISECONDS) return 'stale';
  return node.busyThreads > 0 || node.runs.length > 0 ? 'busy' : 'idle';
}

/** Connected nodes first, then by name. */
export function nodesInOrder(nodes: readonly NodeSummary[]): NodeSummary[] {
  return [...nodes].sort(
    (a, b) => Number(b.connected) - Number(a.connected) || (a.name < b.name ? -1 : Number(a.name > b.name)),
  );
}

/** The command that adds a node, as it is typed in a terminal. */
export function joinCommand(coordinatorUrl: string, token: string | null): string {
  return `npx crossover node --coordinator ${coordinatorUrl} --token ${token ?? 'NODE_TOKEN'}`;
}
