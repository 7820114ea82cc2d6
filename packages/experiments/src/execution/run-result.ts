import type { RunSpecification } from '../specification/run-specification.ts';
import type { CurvePoints } from './curve-points.ts';

/** Everything a finished run says: the curve at every output time, and the teacher's overlaps P (k², row-major). */
export interface RunResult {
  readonly specification: RunSpecification;
  readonly P: Float64Array;
  /** `firstIndex` is 0 and `count` the number of output times. */
  readonly points: CurvePoints;
}
