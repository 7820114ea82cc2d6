import type { OrderParameters, RandomStream } from '../../src/index.ts';
import { gaussianMatrix, gramMatrix } from '../linear-algebra/matrices.ts';

/** Overlaps of students with Gaussian components in the span of an orthonormal teacher: Ω has rank k. */
export function teacherSpan(
  stream: RandomStream,
  studentWidth: number,
  teacherWidth: number,
): OrderParameters {
  const M = gaussianMatrix(stream, studentWidth, teacherWidth);
  const P = new Float64Array(teacherWidth * teacherWidth);
  for (let r = 0; r < teacherWidth; r++) P[r * (teacherWidth + 1)] = 1;
  return { studentWidth, teacherWidth, Q: gramMatrix(M, studentWidth, teacherWidth), M, P };
}
