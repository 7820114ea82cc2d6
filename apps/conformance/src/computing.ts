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

/** So small that even the shortest run has many chunks. */
const chunkWork = 50;

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
    // Between two chunks the other end is listened to.
    onProgress: () => new Promise((resolve) => setImmediate(resolve)),
  });
  const bytes = encodeRunResult(result);
  return { result, bytes, digest: digest(bytes) };
}

/** Computes a run up to the first chunk at whose end some of it, but not all, is done. */
export async function computePartly(
  specification: OpaqueSpecification,
  from = 0.3,
): Promise<PartlyComputedRun> {
  const signal = { aborted: false };
  const data: number[] = [];
  let fraction = 0;
  let checkpoint = new Uint8Array();
  const execution = execute(runSpecificationSchema.parse(specification), {
    chunkWork,
    signal,
    onProgress: (progress) => {
      data.push(...progress.newPoints.data);
      fraction = progress.fraction;
      checkpoint = new Uint8Array(progress.checkpoint());
      signal.aborted = fraction >= from;
    },
  });
  await execution.catch((error: unknown) => {
    if (!(error instanceof ExecutionAbortedError)) throw error;
  });
  const points = { firstIndex: 0, count: data.length, data: Float64Array.from(data) };
  return { fraction, points: encodePoints(points), checkpoint };
}
