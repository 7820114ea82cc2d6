import type { TheorySpecification } from '../specification/run-specification.ts';
import type { Computation, ResumePoint } from './computation.ts';

/** A theory curve at its start, or where `resume` left it. */
export function createTheoryCurve(
  specification: TheorySpecification,
  resume: ResumePoint | undefined,
): Computation {
  throw new Error(`no integrator yet: ${specification.equations}, ${String(resume?.pointsDone)}`);
}
