import type { NodeSummary } from '@crossover/protocol';
/** How a node stands: it works, it is idle, it has not been heard for a while, it is gone. */
export type NodeCondition = 'busy' | 'idle' | 'stale' | 'lost';
export declare function nodeCondition(node: NodeSummary, now: number): NodeCondition;
/** Connected nodes first, then by name. */
export declare function nodesInOrder(nodes: readonly NodeSummary[]): NodeSummary[];
/** The command that adds a node, as it is typed in a terminal. */
export declare function joinCommand(coordinatorUrl: string, token: string | null): string;
//# sourceMappingURL=node-state.d.ts.map