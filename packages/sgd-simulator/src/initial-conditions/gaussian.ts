import type { OrderParameters, RandomStream } from '@crossover/math-core';
import { InvalidInitialConditionError, messages } from '../errors.ts';
import { drawBartlettFactor } from './bartlett-factor.ts';
import { drawBeside, factorOfTeacher, overlapsBeside } from './beside-a-teacher.ts';
import { gramMatrix } from './gram-matrix.ts';
import type { GaussianInitialCondition } from './initial-condition.ts';
import { splitTeachersFirst } from './split-teachers-first.ts';

/**
 * Overlaps of weights with independent N(0, s²) entries, from their exact law: Ω⁰ = (s²/d) G, G Wishart with d
 * degrees of freedom. The teachers are drawn first: they stay the same when only the student's width changes. A given teacher (P) is
 * not drawn.
 */
export function drawGaussian(
  { kind, standardDeviation }: GaussianInitialCondition,
  studentWidth: number,
  teacherWidth: number,
  P: Float64Array | undefined,
  inputDimension: number,
  stream: RandomStream,
): OrderParameters {
  if (!Number.isFinite(standardDeviation) || standardDeviation <= 0) {
    throw new InvalidInitialConditionError(
      messages.notPositive(kind, 'standardDeviation', standardDeviation),
    );
  }
  const scale = standardDeviation / Math.sqrt(inputDimension);
  if (P !== undefined) {
    const { factor, rank } = factorOfTeacher(P, teacherWidth);
    const { coordinates, columns } = drawBeside(rank, studentWidth, inputDimension, stream);
    const scaled = coordinates.map((coordinate) => scale * coordinate);
    return overlapsBeside(factor, scaled, { studentWidth, teacherWidth, P, rank, columns });
  }
  const rows = teacherWidth + studentWidth;
  const L = drawBartlettFactor(rows, inputDimension, stream);
  for (let index = 0; index < L.length; index++) L[index] *= scale;
  const overlaps = gramMatrix(L, rows, L.length / rows);
  return splitTeachersFirst(overlaps, studentWidth, teacherWidth);
}
