import type { OrderParameters, RandomStream } from '@crossover/math-core';
import { InvalidInitialConditionError, messages } from '../errors.ts';
import { drawBartlettFactor } from './bartlett-factor.ts';
import { gramMatrix } from './gram-matrix.ts';
import type { GaussianInitialCondition } from './initial-condition.ts';
import { splitTeachersFirst } from './split-teachers-first.ts';

/**
 * Overlaps of weights with independent N(0, s²) entries, from their exact law: Ω⁰ = (s²/d) G, G Wishart with d
 * degrees of freedom. The teachers are drawn first: they stay the same when only the student's width changes.
 */
export function drawGaussian(
  { kind, standardDeviation }: GaussianInitialCondition,
  studentWidth: number,
  teacherWidth: number,
  inputDimension: number,
  stream: RandomStream,
): OrderParameters {
  if (!Number.isFinite(standardDeviation) || standardDeviation <= 0) {
    throw new InvalidInitialConditionError(
      messages.notPositive(kind, 'standardDeviation', standardDeviation),
    );
  }
  const rows = teacherWidth + studentWidth;
  const L = drawBartlettFactor(rows, inputDimension, stream);
  const scale = standardDeviation / Math.sqrt(inputDimension);
  for (let index = 0; index < L.length; index++) L[index] *= scale;
  const overlaps = gramMatrix(L, rows, L.length / rows);
  return splitTeachersFirst(overlaps, studentWidth, teacherWidth);
}
