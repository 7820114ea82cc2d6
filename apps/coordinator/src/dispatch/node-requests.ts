import type { AssignedRun } from '../runs/assign-runs.ts';

/** What a node asks for: runs for its free places, and up to `most` when they are short. */
export interface AskedRuns {
  readonly capacity: number;
  readonly most?: number | undefined;
}

/** What a node says of itself now and then. */
export interface NodeLoad {
  readonly busyThreads: number;
  readonly threads: number;
  readonly stepsPerSecond: number;
  /** All the runs that it has. */
  readonly runs: readonly { readonly runId: string }[];
}

/** A run as a node is given it. */
export type GivenRun = Omit<AssignedRun, 'update'>;
