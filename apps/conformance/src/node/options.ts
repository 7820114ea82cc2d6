import type { CheckSelection } from '../run-checks.ts';
import type { StartNode } from './started-node.ts';

export interface NodeCheckOptions extends CheckSelection {
  /** Starts a node: a function, or a command with `{url}` and `{token}` among its words. */
  readonly start: StartNode | readonly string[];
  /**
   * Whether `start` starts another node each time. If not, one node is to stay for the whole suite and come
   * back to the same port again and again; some things cannot be seen of it.
   */
  readonly startsAnew?: boolean | undefined;
  /** How many checks are played side by side, each with a node of its own; one where nodes are not started anew. */
  readonly atOnce?: number | undefined;
  /** On 127.0.0.1, where the suite waits for the node; by default a free one. */
  readonly port?: number | undefined;
  /** How long to wait for a node to connect; by default as for everything. */
  readonly connectMilliseconds?: number | undefined;
  /** How long to wait for a message that must come. */
  readonly patienceMilliseconds?: number | undefined;
}

export const nodeDefaults = { atOnce: 2, patienceMilliseconds: 30_000 } as const;
