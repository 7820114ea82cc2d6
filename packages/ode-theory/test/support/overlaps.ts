import { RandomStream, type OrderParameters } from '@crossover/math-core';
import * as fc from 'fast-check';

/** Q, M, P of explicit weight vectors, 1/d absorbed into them: always a covariance. */
export function overlapsOf(students: readonly number[][], teachers: readonly number[][]): OrderParameters {
  return {
    studentWidth: students.length,
    teacherWidth: teachers.length,
    Q: products(students, students),
    M: products(students, teachers),
    P: products(teachers, teachers),
  };
}

function products(rows: readonly number[][], columns: readonly number[][]): Float64Array {
  return Float64Array.from(
    rows.flatMap((row) => columns.map((column) => row.reduce((sum, x, axis) => sum + x * column[axis], 0))),
  );
}

/** Orthonormal teacher, students uniform on the unit sphere of its span: the start of arXiv:2202.00293. */
export function teacherSpan(studentWidth: number, teacherWidth: number, seed: string): OrderParameters {
  const stream = RandomStream.fromKey(seed);
  const students = Array.from({ length: studentWidth }, () => {
    const row = Array.from({ length: teacherWidth }, () => stream.normal());
    const norm = Math.sqrt(row.reduce((sum, x) => sum + x * x, 0));
    return row.map((x) => x / norm);
  });
  return overlapsOf(students, identityRows(teacherWidth));
}

export function identityRows(size: number): number[][] {
  return Array.from({ length: size }, (_, r) => Array.from({ length: size }, (_, s) => (r === s ? 1 : 0)));
}

/** Students and teachers in general position in p + k + 1 dimensions. */
export function genericVectors(studentWidth: number, teacherWidth: number, seed: string) {
  const stream = RandomStream.fromKey(seed);
  const dimension = studentWidth + teacherWidth + 1;
  const rows = (count: number) =>
    Array.from({ length: count }, () =>
      Array.from({ length: dimension }, () => stream.normal() / Math.sqrt(dimension)),
    );
  return { students: rows(studentWidth), teachers: rows(teacherWidth) };
}

export function genericOverlaps(studentWidth: number, teacherWidth: number, seed: string): OrderParameters {
  const { students, teachers } = genericVectors(studentWidth, teacherWidth, seed);
  return overlapsOf(students, teachers);
}

/** Explicit vectors, degenerate ones (zero, repeated, more rows than dimensions) included. */
export const vectorsArbitrary = fc
  .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 6 }))
  .chain(([students, teachers, dimension]) => {
    const row = fc.array(fc.double({ min: -2, max: 2, noNaN: true }), {
      minLength: dimension,
      maxLength: dimension,
    });
    return fc.record({
      students: fc.array(row, { minLength: students, maxLength: students }),
      teachers: fc.array(row, { minLength: teachers, maxLength: teachers }),
    });
  });
