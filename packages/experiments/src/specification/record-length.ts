import type { RunSpecification } from './run-specification.ts';
import { studentWidthOf } from './scaling-of.ts';

/**
 * Numbers in one record of a run's curve: 1 for the risk alone, 1 + p² + pk with the overlaps, and p more where the student's
 * second layer is trained.
 */
export function recordLength(specification: RunSpecification): number {
  if (specification.observables === 'risk') return 1;
  const p = studentWidthOf(specification);
  return 1 + p * p + p * specification.teacherWidth + (hasSecondLayer(specification) ? p : 0);
}

/** Whether the records hold the student's second layer: it moves. */
export function hasSecondLayer(specification: RunSpecification): boolean {
  return specification.secondLayer.kind === 'trained';
}
