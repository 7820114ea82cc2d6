import type { OrderParameters, RandomStream } from '@crossover/math-core';
import { drawBartlettFactor } from './bartlett-factor.ts';
import { drawBeside, factorOfTeacher, overlapsBeside } from './beside-a-teacher.ts';
import { gramMatrix } from './gram-matrix.ts';
import { splitTeachersFirst } from './split-teachers-first.ts';

/**
 * Overlaps of weights uniform on the sphere of radius √d, from their exact law: Gaussian vectors divided by their
 * lengths, Ω⁰_ab = G_ab/√(G_aa G_bb) with G Wishart with d degrees of freedom; self-overlaps are exactly 1. The
 * teachers are drawn first: they stay the same when only the student's width changes. A given teacher (P) is not drawn.
 */
export function drawSphere(
  studentWidth: number,
  teacherWidth: number,
  P: Float64Array | undefined,
  inputDimension: number,
  stream: RandomStream,
): OrderParameters {
  if (P !== undefined) return besideTeacher(P, studentWidth, teacherWidth, inputDimension, stream);
  const rows = teacherWidth + studentWidth;
  const L = drawBartlettFactor(rows, inputDimension, stream);
  const columns = L.length / rows;
  normaliseRows(L, columns);
  const overlaps = gramMatrix(L, rows, columns);
  for (let a = 0; a < rows; a++) overlaps[a * rows + a] = 1;
  return splitTeachersFirst(overlaps, studentWidth, teacherWidth);
}

function besideTeacher(
  P: Float64Array,
  studentWidth: number,
  teacherWidth: number,
  inputDimension: number,
  stream: RandomStream,
): OrderParameters {
  const { factor, rank } = factorOfTeacher(P, teacherWidth);
  const { coordinates, columns } = drawBeside(rank, studentWidth, inputDimension, stream);
  normaliseRows(coordinates, columns);
  const overlaps = overlapsBeside(factor, coordinates, { studentWidth, teacherWidth, P, rank, columns });
  for (let i = 0; i < studentWidth; i++) overlaps.Q[i * studentWidth + i] = 1;
  return overlaps;
}

function normaliseRows(rows: Float64Array, columns: number): void {
  for (let start = 0; start < rows.length; start += columns) {
    const row = rows.subarray(start, start + columns);
    let squared = 0;
    for (const entry of row) squared += entry * entry;
    const length = Math.sqrt(squared);
    for (let b = 0; b < columns; b++) row[b] /= length;
  }
}
