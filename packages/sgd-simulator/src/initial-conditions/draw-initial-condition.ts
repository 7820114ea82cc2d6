import type { OrderParameters, RandomStream } from '@crossover/math-core';
import { InvalidInitialConditionError, messages } from '../errors.ts';
import { requireSize } from '../model/assert-simulation-model.ts';
import { explicitOverlaps } from './explicit.ts';
import { drawGaussian } from './gaussian.ts';
import type { InitialCondition, InitialConditionSizes } from './initial-condition.ts';
import { drawSphere } from './sphere.ts';
import { drawSymmetric } from './symmetric.ts';
import { teacherOverlaps } from './teacher-overlaps.ts';
import { drawTeacherSpan } from './teacher-span.ts';

/**
 * Ω⁰ of an initial condition. Draws from `stream`, which advances; the same stream state gives the same bits.
 * 'teacher-span', 'symmetric' and 'explicit' do not depend on the input dimension, unless the teacher is given by weights.
 *
 * Throws InvalidModelError (sizes), InvalidInitialConditionError (parameters, missing input dimension) and
 * NotPositiveSemidefiniteError (overlaps of 'symmetric', 'explicit' or a given teacher that no weights have).
 */
export function drawInitialCondition(
  initial: InitialCondition,
  sizes: InitialConditionSizes,
  stream: RandomStream,
): OrderParameters {
  const { studentWidth, teacherWidth, inputDimension } = sizes;
  requireSize('studentWidth', studentWidth);
  requireSize('teacherWidth', teacherWidth);
  if (inputDimension !== undefined) requireSize('inputDimension', inputDimension);
  const P =
    initial.kind === 'explicit' || initial.teacher === undefined
      ? undefined
      : teacherOverlaps(initial.teacher, teacherWidth, inputDimension);
  switch (initial.kind) {
    case 'teacher-span':
      return drawTeacherSpan(studentWidth, teacherWidth, P, stream);
    case 'sphere':
      return drawSphere(studentWidth, teacherWidth, P, given(initial.kind, inputDimension), stream);
    case 'gaussian':
      return drawGaussian(
        initial,
        studentWidth,
        teacherWidth,
        P,
        given(initial.kind, inputDimension),
        stream,
      );
    case 'symmetric':
      return drawSymmetric(initial, studentWidth, teacherWidth, P, stream);
    case 'explicit':
      return explicitOverlaps(initial, studentWidth, teacherWidth);
  }
}

function given(kind: InitialCondition['kind'], inputDimension: number | undefined): number {
  if (inputDimension === undefined)
    throw new InvalidInitialConditionError(messages.needsInputDimension(kind));
  return inputDimension;
}
