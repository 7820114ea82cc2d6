import type { OrderParameters, RandomStream } from '@crossover/math-core';
import { InvalidInitialConditionError, messages } from '../errors.ts';
import { jointFactor } from '../factorisation/joint-factor.ts';
import { identityMatrix } from './identity-matrix.ts';
import type { SymmetricInitialCondition } from './initial-condition.ts';

/**
 * Students that hardly prefer any teacher (Saad & Solla, Phys. Rev. E 52, 4225 (1995)): P = I or given, Q⁰ = q I,
 * M⁰_ir = m + ε ξ_ir with ξ_ir uniform in [−1, 1), row after row. Throws NotPositiveSemidefiniteError when M⁰ is
 * too large for Q⁰.
 */
export function drawSymmetric(
  { kind, selfOverlap, alignment, perturbation }: SymmetricInitialCondition,
  studentWidth: number,
  teacherWidth: number,
  P: Float64Array | undefined,
  stream: RandomStream,
): OrderParameters {
  if (!Number.isFinite(selfOverlap) || selfOverlap <= 0) {
    throw new InvalidInitialConditionError(messages.notPositive(kind, 'selfOverlap', selfOverlap));
  }
  for (const [name, value] of Object.entries({ alignment, perturbation })) {
    if (!Number.isFinite(value)) {
      throw new InvalidInitialConditionError(messages.notFinite(kind, name, value));
    }
  }
  const M = new Float64Array(studentWidth * teacherWidth);
  for (let index = 0; index < M.length; index++) {
    M[index] = alignment + perturbation * (2 * stream.uniform() - 1);
  }
  const overlaps: OrderParameters = {
    studentWidth,
    teacherWidth,
    Q: identityMatrix(studentWidth, selfOverlap),
    M,
    P: P ?? identityMatrix(teacherWidth, 1),
  };
  jointFactor(overlaps);
  return overlaps;
}
