import type { OrderParameters } from '@crossover/math-core';
import type { RunSpecification } from '../specification/run-specification.ts';
import { hasSecondLayer, recordLength } from '../specification/record-length.ts';
import { studentWidthOf } from '../specification/scaling-of.ts';
import type { RunResult } from './run-result.ts';

/**
 * A stretch of a run's curve: `count` consecutive output times from index `firstIndex` of
 * `specification.times` on. `data` holds count × recordLength numbers, row by row; one record is
 * [R] for observables `risk`, [R, Q (p² row-major), M (p·k row-major)] for `overlaps`, and [R, Q, M, a (p)] where the
 * second layer is trained.
 */
export interface CurvePoints {
  readonly firstIndex: number;
  readonly count: number;
  readonly data: Float64Array;
}

/** The points `from` to `to` of a computation's records, as copies: the host may transfer them to another thread. */
export function pointsBetween(
  specification: RunSpecification,
  { records }: { readonly records: Float64Array },
  from: number,
  to: number,
): CurvePoints {
  const record = recordLength(specification);
  return { firstIndex: from, count: to - from, data: records.slice(from * record, to * record) };
}

/** The risks of a stretch of a curve, one number a time. */
export function riskOf(specification: RunSpecification, points: CurvePoints): Float64Array {
  const record = recordLength(specification);
  return Float64Array.from({ length: points.count }, (_, index) => points.data[index * record]);
}

/** The overlaps at output time `timeIndex` of a finished run, or null when it kept the risk only. */
export function overlapsAt(
  { specification, points, P }: RunResult,
  timeIndex: number,
): OrderParameters | null {
  if (specification.observables === 'risk') return null;
  const studentWidth = studentWidthOf(specification);
  const { teacherWidth } = specification;
  const Q = timeIndex * recordLength(specification) + 1;
  const M = Q + studentWidth * studentWidth;
  return {
    studentWidth,
    teacherWidth,
    Q: points.data.slice(Q, M),
    M: points.data.slice(M, M + studentWidth * teacherWidth),
    P,
  };
}

/** The student's second layer at output time `timeIndex`, or null when it is not trained or only the risk was kept. */
export function secondLayerAt({ specification, points }: RunResult, timeIndex: number): Float64Array | null {
  if (specification.observables === 'risk' || !hasSecondLayer(specification)) return null;
  const end = (timeIndex + 1) * recordLength(specification);
  return points.data.slice(end - studentWidthOf(specification), end);
}
