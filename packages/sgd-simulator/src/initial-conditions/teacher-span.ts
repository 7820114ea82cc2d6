import type { OrderParameters, RandomStream } from '@crossover/math-core';
import { gramMatrix } from './gram-matrix.ts';
import { identityMatrix } from './identity-matrix.ts';

/**
 * Orthonormal teacher and W⁰ = A W* with the rows of A uniform on the unit sphere of R^k (arXiv:2202.00293):
 * P = I, M⁰ = A, Q⁰ = A Aᵀ. Row i of A is the i-th thing drawn, so a wider student contains the narrower one.
 */
export function drawTeacherSpan(
  studentWidth: number,
  teacherWidth: number,
  stream: RandomStream,
): OrderParameters {
  const A = new Float64Array(studentWidth * teacherWidth);
  for (let i = 0; i < studentWidth; i++) {
    const row = A.subarray(i * teacherWidth, (i + 1) * teacherWidth);
    let squared = 0;
    for (let r = 0; r < teacherWidth; r++) {
      row[r] = stream.normal();
      squared += row[r] * row[r];
    }
    const norm = Math.sqrt(squared);
    for (let r = 0; r < teacherWidth; r++) row[r] /= norm;
  }
  return {
    studentWidth,
    teacherWidth,
    Q: gramMatrix(A, studentWidth, teacherWidth),
    M: A,
    P: identityMatrix(teacherWidth, 1),
  };
}
