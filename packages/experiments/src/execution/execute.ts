import type { RunSpecification } from '../specification/run-specification.ts';
import type { ExecutionOptions } from './execution-options.ts';
import type { RunResult } from './run-result.ts';

/**
 * Carries out one run: a pure function of its specification. The work is done in chunks; between them
 * `onProgress` is awaited and the signal is read.
 *
 * @throws {ExecutionAbortedError} when the signal is aborted.
 * @throws {CheckpointRefusedError} for bytes that are not a checkpoint of this run.
 * @throws {NonFiniteResultError} when the run diverges.
 */
export function execute(specification: RunSpecification, options: ExecutionOptions = {}): Promise<RunResult> {
  return Promise.reject(new Error(`not executable yet: ${specification.kind}, ${String(options.chunkWork)}`));
}
