import {
  jointCovariance,
  symmetricEigenvalues,
  type OrderParameters,
  type RandomStream,
} from '@crossover/math-core';

/** A (rows × inner) times Bᵀ, B (columns × inner). */
export function timesTranspose(
  A: ArrayLike<number>,
  B: ArrayLike<number>,
  rows: number,
  columns: number,
  inner: number,
): Float64Array {
  return Float64Array.from({ length: rows * columns }, (_, index) => {
    const column = index % columns;
    const row = (index - column) / columns;
    let sum = 0;
    for (let c = 0; c < inner; c++) sum += A[row * inner + c] * B[column * inner + c];
    return sum;
  });
}

export function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Infinity;
  let largest = 0;
  for (let index = 0; index < a.length; index++) largest = Math.max(largest, Math.abs(a[index] - b[index]));
  return largest;
}

export function largestEntry(a: ArrayLike<number>): number {
  return largestDifference(a, new Float64Array(a.length));
}

export function normals(count: number, stream: RandomStream): Float64Array {
  return Float64Array.from({ length: count }, () => stream.normal());
}

/** Overlaps of explicit weights that are already divided by √d. */
export function overlapsOfWeights(
  students: Float64Array,
  teachers: Float64Array,
  studentWidth: number,
  teacherWidth: number,
): OrderParameters {
  const d = students.length / studentWidth;
  return {
    studentWidth,
    teacherWidth,
    Q: timesTranspose(students, students, studentWidth, studentWidth, d),
    M: timesTranspose(students, teachers, studentWidth, teacherWidth, d),
    P: timesTranspose(teachers, teachers, teacherWidth, teacherWidth, d),
  };
}

/** Extremes of the spectrum of Ω. */
export function spectrum(overlaps: OrderParameters): { smallest: number; largest: number } {
  const eigenvalues = symmetricEigenvalues(
    jointCovariance(overlaps),
    overlaps.studentWidth + overlaps.teacherWidth,
  );
  return { smallest: eigenvalues[0], largest: eigenvalues[eigenvalues.length - 1] };
}
