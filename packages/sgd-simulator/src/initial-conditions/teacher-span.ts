import type { OrderParameters, RandomStream } from '@crossover/math-core';
import { gramMatrix } from './gram-matrix.ts';
import { factorOfTeacher, overlapsBeside } from './beside-a-teacher.ts';
import { identityMatrix } from './identity-matrix.ts';

/**
 * W⁰ = A W* with the rows of A uniform on the unit sphere of R^k: M⁰ = A P, Q⁰ = A P Aᵀ. Without P the teacher is
 * orthonormal, P = I (arXiv:2202.00293). Row i of A is the i-th thing drawn, so a wider student contains the narrower one.
 */
export function drawTeacherSpan(
  studentWidth: number,
  teacherWidth: number,
  P: Float64Array | undefined,
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
  if (P !== undefined) return inSpanOf(P, A, studentWidth, teacherWidth);
  return {
    studentWidth,
    teacherWidth,
    Q: gramMatrix(A, studentWidth, teacherWidth),
    M: A,
    P: identityMatrix(teacherWidth, 1),
  };
}

/** With P = T Tᵀ the coordinates of the students are A T. Throws NotPositiveSemidefiniteError when P is no covariance. */
function inSpanOf(
  P: Float64Array,
  A: Float64Array,
  studentWidth: number,
  teacherWidth: number,
): OrderParameters {
  const { factor: T, rank } = factorOfTeacher(P, teacherWidth);
  const coordinates = new Float64Array(studentWidth * rank);
  for (let i = 0; i < studentWidth; i++) {
    for (let r = 0; r < teacherWidth; r++) {
      for (let b = 0; b < rank; b++) {
        coordinates[i * rank + b] += A[i * teacherWidth + r] * T[r * rank + b];
      }
    }
  }
  return overlapsBeside(T, coordinates, { studentWidth, teacherWidth, P, rank, columns: rank });
}
