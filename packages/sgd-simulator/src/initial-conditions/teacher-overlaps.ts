import { InvalidInitialConditionError, messages } from '../errors.ts';
import { requireSymmetric } from '../model/assert-simulation-model.ts';
import { gramMatrix } from './gram-matrix.ts';
import type { GivenTeacher } from './initial-condition.ts';
import { writtenMatrix } from './written-matrix.ts';

/**
 * P of a given teacher, k × k. Throws InvalidInitialConditionError for matrices of another shape, InvalidModelError for a P
 * that is not symmetric; that it is a covariance is found when it is factored.
 */
export function teacherOverlaps(
  teacher: GivenTeacher,
  teacherWidth: number,
  inputDimension: number | undefined,
): Float64Array {
  if ('P' in teacher) {
    const P = writtenMatrix('P', teacher.P, teacherWidth, teacherWidth);
    requireSymmetric('P', P, teacherWidth);
    return P;
  }
  if (inputDimension === undefined) {
    throw new InvalidInitialConditionError(messages.needsInputDimension('a teacher given by weights'));
  }
  const weights = writtenMatrix('weights', teacher.weights, teacherWidth, inputDimension);
  return gramMatrix(weights, teacherWidth, inputDimension).map((entry) => entry / inputDimension);
}
