import {
  digest,
  encodePoints,
  encodeRunResult,
  execute,
  ExecutionAbortedError,
  runSpecificationSchema,
  type EncodedPoints,
  type RunResult,
} from '@crossover/experiments';
import type { OpaqueSpecification } from '@crossover/protocol';

/** A run that was computed here, to its end. */
export interface ComputedRun {
  readonly result: RunResult;
  readonly bytes: Uint8Array;
  readonly digest: string;
}

/** A run that was computed here, to somewhere on the way. */
export interface PartlyComputedRun {
  readonly fraction: number;
  readonly points: EncodedPoints;
  readonly checkpoint: Uint8Array;
}

/** So small that even the shortest run of the suite has many chunks. */
const SMALL_CHUNK = 50;

/**
 * Computes a run, from a checkpoint if there is one.
 * @throws {CheckpointRefusedError} for bytes that are not a checkpoint of this run
 */
export async function computeRun(
  specification: OpaqueSpecification,
  checkpoint: Uint8Array | null = null,
): Promise<ComputedRun> {
  const result = await execute(runSpecificationSchema.parse(specification), {
    ...(checkpoint === null ? {} : { checkpoint }),
    onProgress: nextTurn,
  });
  const bytes = encodeRunResult(result);
  return { result, bytes, digest: digest(bytes) };
}

/** Computes a run until some of it, but not all, is done. */
export async function computePartly(
  specification: OpaqueSpecification,
  { from = 0.3, chunkWork = SMALL_CHUNK }: { from?: number; chunkWork?: number } = {},
): Promise<PartlyComputedRun> {
  const signal = { aborted: false };
  const data: number[] = [];
  let count = 0;
  let fraction = 0;
  let checkpoint = new Uint8Array();
  const execution = execute(runSpecificationSchema.parse(specification), {
    chunkWork,
    signal,
    onProgress: async (progress) => {
      data.push(...progress.newPoints.data);
      count += progress.newPoints.count;
      fraction = progress.fraction;
      if (fraction < from) return nextTurn();
      checkpoint = new Uint8Array(progress.checkpoint());
      signal.aborted = true;
    },
  });
  await execution.catch((error: unknown) => {
    if (!(error instanceof ExecutionAbortedError)) throw error;
  });
  return {
    fraction,
    points: encodePoints({ firstIndex: 0, count, data: Float64Array.from(data) }),
    checkpoint,
  };
}

/** Between two chunks the other end is listened to. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
