import type { OrderParameters, RandomStream } from '@crossover/math-core';
import { drawBartlettFactor } from './bartlett-factor.ts';
import { gramMatrix } from './gram-matrix.ts';
import { splitTeachersFirst } from './split-teachers-first.ts';

/**
 * Overlaps of weights uniform on the sphere of radius √d, from their exact law: Gaussian vectors divided by their
 * lengths, Ω⁰_ab = G_ab/√(G_aa G_bb) with G Wishart with d degrees of freedom; self-overlaps are exactly 1. The
 * teachers are drawn first: they stay the same when only the student's width changes.
 */
export function drawSphere(
  studentWidth: number,
  teacherWidth: number,
  inputDimension: number,
  stream: RandomStream,
): OrderParameters {
  const rows = teacherWidth + studentWidth;
  const L = drawBartlettFactor(rows, inputDimension, stream);
  const columns = L.length / rows;
  for (let a = 0; a < rows; a++) {
    const row = L.subarray(a * columns, (a + 1) * columns);
    let squared = 0;
    for (const entry of row) squared += entry * entry;
    const length = Math.sqrt(squared);
    for (let b = 0; b < columns; b++) row[b] /= length;
  }
  const overlaps = gramMatrix(L, rows, columns);
  for (let a = 0; a < rows; a++) overlaps[a * rows + a] = 1;
  return splitTeachersFirst(overlaps, studentWidth, teacherWidth);
}
