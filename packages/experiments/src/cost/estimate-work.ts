import type {
  RunSpecification,
  SimulationSpecification,
  TheorySpecification,
} from '../specification/run-specification.ts';
import { studentWidthOf, stepOfTime } from '../specification/scaling-of.ts';

/** Work of one SGD step. */
export function stepWork(specification: SimulationSpecification): number {
  const p = studentWidthOf(specification);
  const n = p + specification.teacherWidth;
  if (specification.engine === 'projected') return 0.3 + 0.04 * n + 0.006 * n * n;
  return 0.3 + 0.003 * n * specification.inputDimension;
}

/** Work of one record: the risk costs an arcsine for each pair of fields. */
export function recordWork(specification: RunSpecification): number {
  const n = studentWidthOf(specification) + specification.teacherWidth;
  return 1 + 0.02 * n * n;
}

/** Work of one evaluation of the right-hand side. */
export function evaluationWork(specification: TheorySpecification): number {
  const p = studentWidthOf(specification);
  const n = p + specification.teacherWidth;
  return 1 + 0.02 * ((p * (p + 1)) / 2) * ((n * (n + 1)) / 2);
}

/** Work of a run in microseconds of a reference core, roughly; for order, progress and time left. */
export function estimateWork(specification: RunSpecification): number {
  const records = specification.times.length * recordWork(specification);
  if (specification.kind === 'theory') return records + 1000 * evaluationWork(specification);
  const steps = stepOfTime(specification, specification.times.length - 1) ?? 0;
  return records + steps * stepWork(specification);
}
