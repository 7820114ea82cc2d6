/**
 * A run under way, as the chunk loop sees it: the same for simulation and theory. `advance` does about
 * `work` units and keeps the records it reaches in `records`; the state it leaves does not depend on how
 * the work was cut into chunks.
 */
export interface Computation {
  /** Overlaps of the teacher, k², row-major. */
  readonly P: Float64Array;
  /** Room for every output time × record length; the first `pointsDone` records are filled. */
  readonly records: Float64Array;
  readonly pointsDone: number;
  readonly stepsDone: number;
  readonly stepsTotal: number | null;
  /** Share of the work done, from 0 to 1. */
  readonly fraction: number;
  readonly finished: boolean;
  advance(work: number): void;
  /** State of the engine or integrator alone; the records are kept beside it. */
  state(): Uint8Array;
}

/** What a computation is taken up from: the state it had, and the records it had filled. */
export interface ResumePoint {
  readonly state: Uint8Array;
  readonly pointsDone: number;
  readonly records: Float64Array;
}
