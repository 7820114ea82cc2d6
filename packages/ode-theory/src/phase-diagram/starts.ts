import { InvalidArgumentError, RandomStream, type OrderParameters } from '@crossover/math-core';
import { messages } from '../errors.ts';

/** Laws of the start beside k orthonormal teachers (P = I). */
export type StartName = 'teacher-span' | 'sphere';

/**
 * Ω⁰ of p students, drawn from a key: `teacher-span`, uniform on the unit sphere of the teachers' span (arXiv:2202.00293), or
 * `sphere`, uniform on the unit sphere of all d dimensions, so that overlaps with teachers are about d^{−½}. The
 * latter is drawn from its exact law without a vector of length d (Bartlett): unit i has k normal coordinates along
 * the teachers, one along each direction that earlier units opened, and a χ with what is left of d degrees of freedom.
 *
 * Throws InvalidArgumentError for d < k, where k teachers cannot be orthonormal.
 */
export function drawStart(
  name: StartName,
  studentWidth: number,
  teacherWidth: number,
  inputDimension: number,
  key: string,
): OrderParameters {
  requireRoom(inputDimension, teacherWidth);
  const stream = RandomStream.fromKey(key);
  const opened = name === 'sphere' ? Math.min(studentWidth, inputDimension - teacherWidth) : 0;
  const columns = teacherWidth + opened;
  const rows = new Float64Array(studentWidth * columns);
  for (let i = 0; i < studentWidth; i++) {
    const row = rows.subarray(i * columns, (i + 1) * columns);
    const normals = teacherWidth + Math.min(i, opened);
    for (let x = 0; x < normals; x++) row[x] = stream.normal();
    if (i < opened) row[normals] = Math.sqrt(stream.chiSquare(inputDimension - normals));
    const length = Math.sqrt(dot(row, row));
    for (let x = 0; x < columns; x++) row[x] /= length;
  }
  return overlapsOfRows(rows, studentWidth, teacherWidth, columns);
}

/** Throws InvalidArgumentError where k teachers cannot be orthonormal. */
export function requireRoom(inputDimension: number, teacherWidth: number): void {
  if (inputDimension < teacherWidth) {
    throw new InvalidArgumentError(messages.tooFewDimensions(inputDimension, teacherWidth));
  }
}

function overlapsOfRows(rows: Float64Array, p: number, k: number, columns: number): OrderParameters {
  const Q = new Float64Array(p * p);
  const M = new Float64Array(p * k);
  const P = new Float64Array(k * k);
  for (let i = 0; i < p; i++) {
    const row = rows.subarray(i * columns, (i + 1) * columns);
    for (let j = 0; j < p; j++) Q[i * p + j] = dot(row, rows.subarray(j * columns, (j + 1) * columns));
    M.set(row.subarray(0, k), i * k);
  }
  for (let r = 0; r < k; r++) P[r * k + r] = 1;
  return { studentWidth: p, teacherWidth: k, Q, M, P };
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let x = 0; x < a.length; x++) sum += a[x] * b[x];
  return sum;
}
