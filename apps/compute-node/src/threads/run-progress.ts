import type { CurvePoints } from '@crossover/experiments';

/** What a run in progress tells its host. Neither its rhythm nor its absence alters the result. */
export interface RunProgress {
  readonly stepsDone: number;
  /** Null for a theory run: an adaptive integrator does not know beforehand. */
  readonly stepsTotal: number | null;
  /** Share of the work that is done, 0 … 1. */
  readonly fraction: number;
  /** Measured since the run was started or resumed on this thread. */
  readonly stepsPerSecond: number;
  /** The points that were added since the last progress; null when there are none. */
  readonly newPoints: CurvePoints | null;
  /** A state from which the run resumes to the same bits; null when the last one is still young. */
  readonly checkpoint: Uint8Array | null;
}

/** How often a run tells its host about itself. The clock lives here, never in the computation. */
export interface ProgressRhythm {
  /** The shortest time between two messages. */
  readonly progressMilliseconds: number;
  /** The shortest time between two checkpoints: what a crash can cost. */
  readonly checkpointMilliseconds: number;
}

export const defaultRhythm: ProgressRhythm = { progressMilliseconds: 250, checkpointMilliseconds: 2000 };

/** Joins points that follow each other without a gap into one block; null when there are none. */
export function joinPoints(blocks: readonly CurvePoints[]): CurvePoints | null {
  const filled = blocks.filter((block) => block.count > 0);
  const first = filled[0];
  if (first === undefined) return null;
  if (filled.length === 1) return first;
  const data = new Float64Array(filled.reduce((length, block) => length + block.data.length, 0));
  let offset = 0;
  let count = 0;
  for (const block of filled) {
    data.set(block.data, offset);
    offset += block.data.length;
    count += block.count;
  }
  return { firstIndex: first.firstIndex, count, data };
}
