import type { ProgressRhythm } from '../threads/run-progress.ts';
import type { NodeLogger } from './logger.ts';

export interface ComputeNodeOptions {
  /**
   * Where the coordinator listens, such as http://192.168.1.10:4280. Of several that share a database any
   * will do; further ones are where to go when the first is gone, beside those that a coordinator names.
   */
  readonly coordinatorUrl: string | readonly [string, ...string[]];
  /**
   * The coordinator's token for nodes. A function is asked again before every connection: once its token was
   * taken, a refusal says that it was replaced, and the node goes on until it is given the new one. It does not throw.
   */
  readonly token: string | (() => string);
  /** Runs executed at the same time. */
  readonly threads: number;
  /** The runs' threads give way to everything else that wants the processor: to the coordinator in the same process, say. */
  readonly background?: boolean | undefined;
  /** Shown to people; the host's name by default. */
  readonly name?: string | undefined;
  /** Kept across restarts, the coordinator knows a returning node at once; random by default. */
  readonly nodeId?: string | undefined;
  /** Runs leased beyond the free threads, so that no thread waits for the network between two short runs. */
  readonly prefetch?: number | undefined;
  readonly rhythm?: Partial<ProgressRhythm> | undefined;
  readonly logger?: NodeLogger | undefined;
}

export interface ComputeNodeStatus {
  readonly connected: boolean;
  readonly busyThreads: number;
  /** Runs leased and not yet acknowledged as ended. */
  readonly leases: number;
  readonly runsFinished: number;
  /** Sum over the runs in progress. */
  readonly stepsPerSecond: number;
}

export interface ComputeNode {
  readonly nodeId: string;
  readonly name: string;
  /** Resolves when the coordinator has admitted the node; rejects with ConnectionRefusedError when it never will. */
  readonly admitted: Promise<void>;
  /** Resolves when the node is closed; rejects with ConnectionRefusedError when the coordinator has refused it for good. */
  readonly finished: Promise<void>;
  status(): ComputeNodeStatus;
  /** Stops the runs, hands them back with their last checkpoint and leaves. Waits at most `graceMilliseconds`. */
  close(options?: { graceMilliseconds?: number }): Promise<void>;
}
