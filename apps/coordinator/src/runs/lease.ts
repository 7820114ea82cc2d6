import type { RunSpecification } from '@crossover/experiments';
import type { Attempt } from '@crossover/protocol';
import type { Deadline } from './deadline.ts';

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
  /** When the node last spoke of it, in milliseconds of the process's own clock. */
  mentionedAt: number;
  /** The run is finished, and computed again to be compared. */
  readonly isVerification?: true;
  /** None while its node has not been heard of. */
  deadline: Deadline | null;
}
