import { ExecutionAbortedError } from '../errors.ts';
import { messages } from '../messages.ts';
import type { RunSpecification, TheorySpecification } from '../specification/run-specification.ts';
import { decodeCheckpoint, encodeCheckpoint } from './checkpoint.ts';
import type { ResumePoint } from './computation.ts';
import { pointsBetween } from './curve-points.ts';
import { executeGroup } from './execute-together.ts';
import { DEFAULT_CHUNK_WORK, type AbortSignalLike, type ExecutionOptions } from './execution-options.ts';
import type { RunResult } from './run-result.ts';
import { createTheoryCurve } from './theory-curve.ts';

/**
 * Carries out one run: a pure function of its specification. The work is done in chunks; between them
 * `onProgress` is awaited and the signal is read. Neither the size of the chunks nor interruptions with a
 * resume from a checkpoint change a bit of the result.
 *
 * @throws {ExecutionAbortedError} when the signal is aborted before the run is finished.
 * @throws {CheckpointRefusedError} for bytes that are not a checkpoint of this run.
 * @throws {NonFiniteResultError} when the run diverges.
 * @throws {TypeError} when a run with given inputs does not get them.
 */
export async function execute(
  specification: RunSpecification,
  options: ExecutionOptions = {},
): Promise<RunResult> {
  const { checkpoint, chunkWork = DEFAULT_CHUNK_WORK } = options;
  const resume = checkpoint === undefined ? undefined : decodeCheckpoint(specification, checkpoint);
  throwIfAborted(options.signal);
  if (specification.kind === 'theory') return executeTheory(specification, options, chunkWork, resume);
  const [outcome] = await executeGroup([specification], [options], chunkWork, resume);
  if (outcome.status === 'rejected') throw outcome.reason;
  return outcome.value;
}

async function executeTheory(
  specification: TheorySpecification,
  { onProgress, signal }: ExecutionOptions,
  chunkWork: number,
  resume: ResumePoint | undefined,
): Promise<RunResult> {
  const computation = createTheoryCurve(specification, resume);
  let reported = computation.pointsDone;
  while (!computation.finished) {
    throwIfAborted(signal);
    computation.advance(chunkWork);
    const newPoints = pointsBetween(specification, computation, reported, computation.pointsDone);
    reported = computation.pointsDone;
    await onProgress?.({
      stepsDone: computation.stepsDone,
      stepsTotal: computation.stepsTotal,
      fraction: computation.fraction,
      newPoints,
      checkpoint: () =>
        encodeCheckpoint(specification, {
          state: computation.state(),
          pointsDone: computation.pointsDone,
          records: computation.records,
        }),
    });
  }
  return {
    specification,
    P: computation.P,
    points: pointsBetween(specification, computation, 0, computation.pointsDone),
  };
}

function throwIfAborted(signal: AbortSignalLike | undefined): void {
  if (signal?.aborted === true)
    throw new ExecutionAbortedError(messages.aborted(signal.reason), signal.reason);
}
