import type { NodeSummary } from '@crossover/protocol';

/** How a node stands: it works, it is idle, it is kept from work, it has not been heard for a while, it is gone. */
export type NodeCondition = 'busy' | 'idle' | 'draining' | 'quarantined' | 'stale' | 'lost';

/** What a button does to a node, and what stands on it. */
export const NODE_ACTION_WORDS = { drain: 'Drain', undrain: 'Undrain', release: 'Release' } as const;

/** What a button will do. */
export const NODE_ACTION_HINTS: Readonly<Record<NodeAction, string>> = {
  drain: 'Gives it no more runs; it finishes those that it has',
  undrain: 'Gives it runs again',
  release: 'Takes it out of quarantine: it gets runs again',
};

export type NodeAction = keyof typeof NODE_ACTION_WORDS;

/** The coordinator says who is silent: its clock and this one may differ. */
export function nodeCondition(node: NodeSummary): NodeCondition {
  if (!node.connected) return 'lost';
  if (node.silent && node.state !== 'quarantined') return 'stale';
  if (node.state !== 'active') return node.state;
  return node.busyThreads > 0 || node.runs.length > 0 ? 'busy' : 'idle';
}

/** What can be done to a node as it stands. */
export function nodeAction({ state }: NodeSummary): NodeAction {
  const actions = { active: 'drain', draining: 'undrain', quarantined: 'release' } as const;
  return actions[state];
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
