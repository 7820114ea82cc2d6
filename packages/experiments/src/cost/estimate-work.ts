import type {
  RunSpecification,
  SimulationSpecification,
  TheorySpecification,
} from '../specification/run-specification.ts';
import { stepOfTime, studentWidthOf } from '../specification/scaling-of.ts';

/*
 * One unit of work is about a microsecond of the core these constants were measured on. They are fits to
 * a dozen sizes, right within a factor of two; order, progress and time left need no more, and hosts scale
 * them by the speed they see.
 */

/** Work of one SGD step: O(n²) at any d for the projected engine, O(n d) for the direct one, n = p + k. */
export function stepWork(specification: SimulationSpecification): number {
  const n = studentWidthOf(specification) + specification.teacherWidth;
  return specification.engine === 'projected'
    ? 0.08 + 0.045 * n + 0.0022 * n * n
    : 0.2 + specification.inputDimension * (0.0065 + 0.001 * n);
}

/** Work of one record: the risk takes an arcsine for each pair of fields. */
export function recordWork(specification: RunSpecification): number {
  const n = studentWidthOf(specification) + specification.teacherWidth;
  return 0.5 + 0.023 * n * n;
}

/** Work of one evaluation of the right-hand side: an arcsine for each pair of students and pair of fields. */
export function evaluationWork(specification: TheorySpecification): number {
  const p = studentWidthOf(specification);
  const n = p + specification.teacherWidth;
  return 1 + 0.02 * ((p * (p + 1)) / 2) * ((n * (n + 1)) / 2);
}

/** Work of a whole run in units of about a microsecond. */
export function estimateWork(specification: RunSpecification): number {
  const records = specification.times.length * recordWork(specification);
  if (specification.kind === 'theory') return records + 1000 * evaluationWork(specification);
  const steps = stepOfTime(specification, specification.times.length - 1) ?? 0;
  return records + steps * stepWork(specification);
}
