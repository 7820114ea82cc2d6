export { createComputeNode } from './node/compute-node.ts';
export type { ComputeNode, ComputeNodeOptions, ComputeNodeStatus } from './node/interface.ts';
export { connectionFault, type ConnectionFault } from './node/connection-fault.ts';
export type { NodeLogger } from './node/logger.ts';
export {
  createThreadPool,
  type PoolExecutionOptions,
  type ThreadPool,
  type ThreadPoolOptions,
} from './threads/thread-pool.ts';
export { defaultRhythm, joinPoints, type ProgressRhythm, type RunProgress } from './threads/run-progress.ts';
export { ConnectionRefusedError, ThreadPoolClosedError, WorkerCrashedError } from './errors.ts';
