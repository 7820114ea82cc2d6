import { ExecutionAbortedError } from '../errors.ts';
import { messages } from '../messages.ts';
import type { RunSpecification } from '../specification/run-specification.ts';
import { recordLength } from '../specification/record-length.ts';
import { decodeCheckpoint, encodeCheckpoint } from './checkpoint.ts';
import type { Computation } from './computation.ts';
import type { CurvePoints } from './curve-points.ts';
import type { AbortSignalLike, ExecutionOptions } from './execution-options.ts';
import type { RunResult } from './run-result.ts';
import { createSimulation } from './simulation.ts';
import { createTheoryCurve } from './theory-curve.ts';

const DEFAULT_CHUNK_WORK = 20_000;

/**
 * Carries out one run: a pure function of its specification. The work is done in chunks; between them
 * `onProgress` is awaited and the signal is read. Neither the size of the chunks nor interruptions with a
 * resume from a checkpoint change a bit of the result.
 *
 * @throws {ExecutionAbortedError} when the signal is aborted before the run is finished.
 * @throws {CheckpointRefusedError} for bytes that are not a checkpoint of this run.
 * @throws {NonFiniteResultError} when the run diverges.
 */
export async function execute(
  specification: RunSpecification,
  { checkpoint, onProgress, signal, chunkWork = DEFAULT_CHUNK_WORK }: ExecutionOptions = {},
): Promise<RunResult> {
  const resume = checkpoint === undefined ? undefined : decodeCheckpoint(specification, checkpoint);
  throwIfAborted(signal);
  const computation =
    specification.kind === 'simulation'
      ? createSimulation(specification, resume)
      : createTheoryCurve(specification, resume);
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
  const points = pointsBetween(specification, computation, 0, computation.pointsDone);
  return { specification, P: computation.P, points };
}

function throwIfAborted(signal: AbortSignalLike | undefined): void {
  if (signal?.aborted === true)
    throw new ExecutionAbortedError(messages.aborted(signal.reason), signal.reason);
}

/** Copies: the host may transfer them to another thread. */
function pointsBetween(
  specification: RunSpecification,
  { records }: Computation,
  from: number,
  to: number,
): CurvePoints {
  const record = recordLength(specification);
  return { firstIndex: from, count: to - from, data: records.slice(from * record, to * record) };
}
