import type { OrderParameters } from '@crossover/math-core';
import type { RunSpecification } from '../specification/run-specification.ts';

/** The teacher unit that a student unit is closest to. */
export interface NearestTeacher {
  readonly teacher: number;
  /** M_ir / √(Q_ii P_rr) of the pair, signed. */
  readonly alignment: number;
}

/** M_ir / √(Q_ii P_rr), the cosine between student unit i and teacher unit r; null where one of them has no length. */
export function alignmentOf(
  { studentWidth: p, teacherWidth: k, Q, M, P }: OrderParameters,
  unit: number,
  teacher: number,
): number | null {
  const square = Q[unit * p + unit] * P[teacher * k + teacher];
  return square > 0 ? M[unit * k + teacher] / Math.sqrt(square) : null;
}

/**
 * For each student unit the teacher unit with the largest alignment, the lowest number where several are alike. A unit that points away
 * from a teacher counts as close to it where its sign says nothing: with an even activation, and with an odd one where output
 * weights may carry the sign (any but the fixed second layer of ones). A unit without length has alignment 0.
 */
export function nearestTeachers(
  overlaps: OrderParameters,
  specification: Pick<RunSpecification, 'activation' | 'secondLayer'>,
): NearestTeacher[] {
  const { studentWidth, teacherWidth } = overlaps;
  const closeness = isSignFree(specification) ? Math.abs : (alignment: number) => alignment;
  return Array.from({ length: studentWidth }, (_, unit) => {
    const alignments = Array.from(
      { length: teacherWidth },
      (_, teacher) => alignmentOf(overlaps, unit, teacher) ?? 0,
    );
    const teacher = alignments.reduce(
      (nearest, alignment, candidate) =>
        closeness(alignment) > closeness(alignments[nearest]) ? candidate : nearest,
      0,
    );
    return { teacher, alignment: alignments[teacher] };
  });
}

function isSignFree({
  activation,
  secondLayer,
}: Pick<RunSpecification, 'activation' | 'secondLayer'>): boolean {
  switch (activation) {
    case 'quadratic':
    case 'hermite2':
      return true;
    case 'erf':
    case 'linear':
      return secondLayer.kind === 'trained' || secondLayer.student !== null || secondLayer.teacher !== null;
    case 'relu':
      return false;
  }
}
