import type { CurvePoints } from './curve-points.ts';

/** The part of the platform's AbortSignal that an execution reads; any AbortSignal fits. */
export interface AbortSignalLike {
  readonly aborted: boolean;
  readonly reason?: unknown;
}

/** Where a run stands between two chunks of its work. */
export interface Progress {
  /** SGD steps for a simulation, evaluations of the right-hand side for a theory run. */
  readonly stepsDone: number;
  /** Null for a theory run: an adaptive integrator does not know beforehand. */
  readonly stepsTotal: number | null;
  /** Share of the work done, from 0 to 1, never falling. */
  readonly fraction: number;
  /** Points reached since the last report (since the checkpoint, after a resume); may be empty. */
  readonly newPoints: CurvePoints;
  /** The run's state now, self-contained: resuming from it gives the same bits as going on. */
  checkpoint(): Uint8Array;
}

/** About 20 ms: a run that is asked to stop does so within twice that. */
export const DEFAULT_CHUNK_WORK = 20_000;

export interface ExecutionOptions {
  /** A checkpoint of this very run; the execution goes on from there. */
  readonly checkpoint?: Uint8Array | undefined;
  /**
   * Called and awaited after every chunk, the last one included. The host paces and cancels here: await a
   * macrotask in it if abort signals arrive as events.
   */
  readonly onProgress?: ((progress: Progress) => void | Promise<void>) | undefined;
  readonly signal?: AbortSignalLike | undefined;
  /** The numbers of given inputs, row by row, for a run whose `inputs` are 'given'. */
  readonly inputs?: Float64Array | undefined;
  /** Size of a chunk in work units (about a microsecond each, see `estimateWork`); default 20 000. The result never depends on it. */
  readonly chunkWork?: number | undefined;
}
