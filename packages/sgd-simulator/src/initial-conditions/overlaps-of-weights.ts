import type { OrderParameters } from '@crossover/math-core';
import type { Weights } from '../model/simulation-model.ts';
import { gramMatrix } from './gram-matrix.ts';

/** Q = W Wᵀ/d, M = W W*ᵀ/d and P = W* W*ᵀ/d of weights written out, rows of d numbers. */
export function overlapsOfWeights({ students, teachers }: Weights, inputDimension: number): OrderParameters {
  const studentWidth = students.length / inputDimension;
  const teacherWidth = teachers.length / inputDimension;
  const scaled = (overlaps: Float64Array) => overlaps.map((entry) => entry / inputDimension);
  const M = new Float64Array(studentWidth * teacherWidth);
  for (let i = 0; i < studentWidth; i++) {
    for (let r = 0; r < teacherWidth; r++) {
      let sum = 0;
      for (let j = 0; j < inputDimension; j++) {
        sum += students[i * inputDimension + j] * teachers[r * inputDimension + j];
      }
      M[i * teacherWidth + r] = sum;
    }
  }
  return {
    studentWidth,
    teacherWidth,
    Q: scaled(gramMatrix(students, studentWidth, inputDimension)),
    M: scaled(M),
    P: scaled(gramMatrix(teachers, teacherWidth, inputDimension)),
  };
}
