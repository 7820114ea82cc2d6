import type { NodeState, Priority, RunState } from '@crossover/protocol';
import type { Generated } from 'kysely';

/** A run: one row for each identity, whatever the number of experiments that ask for it. */
export interface RunTable {
  /** SHA-256 of the canonical specification. */
  id: string;
  /** The run specification as JSON. */
  specification: string;
  /** Estimated work in microseconds of a reference core. */
  work: number;
  /** The queue's priority of its job: the higher, the sooner. */
  priority: number;
  state: RunState;
  fraction: number;
  points_done: number;
  /** The queue's job: its id, and the attempt that has it now or had it last. */
  job_id: string;
  retry_count: number | null;
  /** Number of the last report of the current attempt. */
  sequence: number;
  node_id: string | null;
  /** The coordinator that the node of the current attempt is connected to, or was at last. */
  coordinator_id: string | null;
  /** Nodes from whose checkpoints others have gone on with it. */
  contributors: Generated<string[]>;
  /** How often it ended with an error; the loss of a node does not count. */
  failures: number;
  error_name: string | null;
  error_message: string | null;
  seconds_spent: number | null;
  created_at: Date;
  finished_at: Date | null;
}

export interface ExperimentTable {
  id: string;
  name: string;
  title: string;
  question: string;
  specification: string;
  /** Regimes and positions in the phase diagram, as JSON. */
  points: string;
  /** False while its runs are still being written; such a row is no experiment yet. */
  ready: boolean;
  /** The coordinator that writes, or wrote, its runs. */
  author_id: string | null;
  created_at: Date;
  finished_at: Date | null;
  cancelled_at: Date | null;
  priority: Generated<Priority>;
  paused_at: Date | null;
  /** Share of its runs that a second node computes again. */
  verified_share: Generated<number>;
}

export interface ExperimentRunTable {
  experiment_id: string;
  /** Place of the run in the experiment's own order. */
  ordinal: number;
  run_id: string;
}

/** Risk of consecutive time points of a run that is not finished. */
export interface RunPointsTable {
  run_id: string;
  first_index: number;
  count: number;
  /** Little-endian float64. */
  risk: Uint8Array;
}

export interface CheckpointTable {
  run_id: string;
  fraction: number;
  data: Uint8Array;
}

export interface ResultTable {
  run_id: string;
  /** SHA-256 of `data`. */
  digest: string;
  /** The encoded run result. */
  data: Uint8Array;
  /** The risk at all times as little-endian float64, so that a curve is read without the overlaps. */
  risk: Uint8Array;
  /** The node that computed it; null for results from before that was written down. */
  node_id: string | null;
}

/** What has been decided about a node; one that is not in the table is active. */
export interface NodeTable {
  id: string;
  state: NodeState;
  /** Why it is not active. */
  reason: string | null;
  /** When a quarantine ends on its own; null when an operator has to end it. */
  quarantined_until: Date | null;
  /** How often it has been in quarantine: each takes longer. */
  quarantines: Generated<number>;
  changed_at: Generated<Date>;
}

/** A finished run that another node computes again. */
export interface VerificationTable {
  run_id: string;
  state: 'waiting' | 'running' | 'verified';
  /** Its attempts have ids and numbers of their own, as those of runs have. */
  job_id: string;
  retry_count: Generated<number>;
  node_id: string | null;
  coordinator_id: string | null;
  /** How many results differed from another. */
  mismatches: Generated<number>;
  created_at: Generated<Date>;
  settled_at: Date | null;
}

/** The digest that a node found for a run that is being verified. */
export interface VoteTable {
  run_id: string;
  node_id: string;
  digest: string;
  cast_at: Generated<Date>;
}

/** An attempt that ended with an error; one that replaced node or coordinator is none. */
export interface FailureTable {
  run_id: string;
  job_id: string;
  retry_count: number;
  node_id: string;
  error_name: string;
  error_message: string;
  occurred_at: Generated<Date>;
}

/** A coordinator at work on this database; those that have ended are removed by the others. */
export interface CoordinatorTable {
  id: string;
  /** What compute nodes may be told to connect to; null until it listens. */
  url: string | null;
  started_at: Generated<Date>;
  /** Its last sign of life, by the database's clock. */
  seen_at: Generated<Date>;
  numerics_version: string;
  protocol_version: number;
  software_version: string;
}

export interface StoreSchema {
  coordinators: CoordinatorTable;
  runs: RunTable;
  experiments: ExperimentTable;
  experiment_runs: ExperimentRunTable;
  run_points: RunPointsTable;
  checkpoints: CheckpointTable;
  results: ResultTable;
  failures: FailureTable;
  nodes: NodeTable;
  verifications: VerificationTable;
  votes: VoteTable;
}
