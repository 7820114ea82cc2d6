import type { RandomStream } from '@crossover/math-core';

/** Twice is enough: after the second pass rows are orthogonal to round-off (Parlett, *The Symmetric Eigenvalue Problem*, §6.9). */
const PASSES = 2;

/** `rows` orthonormal rows in R^columns, uniform among all such frames: Gaussian rows, made orthogonal by Gram and Schmidt. */
export function drawOrthonormalRows(rows: number, columns: number, stream: RandomStream): Float64Array {
  const E = Float64Array.from({ length: rows * columns }, () => stream.normal());
  const rowOf = (index: number) => E.subarray(index * columns, (index + 1) * columns);
  for (let index = 0; index < rows; index++) {
    const row = rowOf(index);
    for (let pass = 0; pass < PASSES; pass++) {
      for (let earlier = 0; earlier < index; earlier++) subtractPart(row, rowOf(earlier));
    }
    const length = Math.sqrt(dot(row, row));
    for (let j = 0; j < columns; j++) row[j] /= length;
  }
  return E;
}

function subtractPart(row: Float64Array, direction: Float64Array): void {
  const part = dot(row, direction);
  for (let j = 0; j < row.length; j++) row[j] -= part * direction[j];
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < a.length; j++) sum += a[j] * b[j];
  return sum;
}
