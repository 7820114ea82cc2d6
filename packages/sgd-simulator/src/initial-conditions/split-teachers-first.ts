import type { OrderParameters } from '@crossover/math-core';

/** Q, M and P out of the overlaps of all rows, teachers first, (k+p) × (k+p). */
export function splitTeachersFirst(
  overlaps: Float64Array,
  studentWidth: number,
  teacherWidth: number,
): OrderParameters {
  const rows = teacherWidth + studentWidth;
  const block = (height: number, width: number, top: number, left: number): Float64Array =>
    Float64Array.from({ length: height * width }, (_, index) => {
      const column = index % width;
      const row = (index - column) / width;
      return overlaps[(top + row) * rows + left + column];
    });
  return {
    studentWidth,
    teacherWidth,
    Q: block(studentWidth, studentWidth, teacherWidth, teacherWidth),
    M: block(studentWidth, teacherWidth, teacherWidth, 0),
    P: block(teacherWidth, teacherWidth, 0, 0),
  };
}
