import type { RunSpecification } from '../specification/run-specification.ts';

/** Work of a run in microseconds of a reference core, roughly; for order, progress and time left. */
export function estimateWork(specification: RunSpecification): number {
  return specification.times.length;
}
