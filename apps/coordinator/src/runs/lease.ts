import type { RunSpecification } from '@crossover/experiments';
import type { Attempt } from '@crossover/protocol';

/** A run that a node has now. */
export interface Lease {
  readonly runId: string;
  readonly nodeId: string;
  readonly attempt: Attempt;
  readonly specification: RunSpecification;
  /** Estimated work in microseconds of a reference core. */
  readonly work: number;
  /** Share of the work done, as last reported. */
  fraction: number;
  /** When the node last spoke of it, in milliseconds. */
  mentionedAt: number;
}
