import type { NodeSummary } from '@crossover/protocol';

/** How an attempt on a node ended, as far as it says something about the node. */
export type AttemptOutcome =
  /** `work` in microseconds of a reference core, in `seconds` of one of the node's threads. */
  | { readonly kind: 'completed'; readonly runId: string; readonly work: number; readonly seconds: number }
  /** It ended after `seconds` with an error that need not meet the run elsewhere, when `work` was left of it at its beginning. */
  | { readonly kind: 'failed'; readonly runId: string; readonly work: number; readonly seconds: number }
  /** It was abandoned because it took too long. */
  | { readonly kind: 'overdue'; readonly runId: string }
  /** The node was lost, or handed it back. */
  | { readonly kind: 'given-back'; readonly runId: string };

/** What is known of the nodes' conduct: whether they are to be given runs, and how fast they are. */
export interface NodeConduct {
  /** Whether the node may be given runs now: it is neither drained nor in quarantine. */
  mayLease(nodeId: string): boolean;
  attemptEnded(nodeId: string, outcome: AttemptOutcome): void;
  /** Work that one thread of the node does in a second of computing, in seconds of a reference core. */
  speedOf(nodeId: string): number | undefined;
  /** It has been gone for long: what was measured of it is not needed any more. */
  forget(nodeId: string): void;
  /** The node as it is shown, with what is known of its conduct. */
  describe(node: NodeSummary): NodeSummary;
}
