import { hypotenuse } from './hypotenuse.ts';

/**
 * Lower triangular L (n × n) with L Lᵀ = F Fᵀ for F (n × rank, row length n), by Givens rotations of the
 * columns of F, row after row. A row that adds nothing beyond `negligible` to the span of the rows above gets
 * a zero pivot, and its whole column of L is zero; the other pivots are positive, and stand in the column of
 * their row. F is overwritten.
 */
export function echelonForm(F: Float64Array, n: number, rank: number, negligible: number): Float64Array {
  const L = new Float64Array(n * n);
  const pivotRows: number[] = [];
  for (let row = 0; row < n; row++) {
    const column = pivotRows.length;
    for (let other = column + 1; other < rank; other++) rotateInto(F, n, row, column, other);
    if (column < rank && Math.abs(F[row * n + column]) > negligible) {
      if (F[row * n + column] < 0) negateColumn(F, n, row, column);
      pivotRows.push(row);
    }
    pivotRows.forEach((pivotRow, index) => {
      L[row * n + pivotRow] = F[row * n + index];
    });
  }
  return L;
}

/** Rotates the columns (column, other) so that F_{row, other} becomes 0; rows above `row` are 0 in both. */
function rotateInto(F: Float64Array, n: number, row: number, column: number, other: number): void {
  const b = F[row * n + other];
  if (b === 0) return;
  const a = F[row * n + column];
  const length = hypotenuse(a, b);
  const cosine = a / length;
  const sine = b / length;
  for (let i = row; i < n; i++) {
    const x = F[i * n + column];
    const y = F[i * n + other];
    F[i * n + column] = cosine * x + sine * y;
    F[i * n + other] = cosine * y - sine * x;
  }
  F[row * n + other] = 0;
}

function negateColumn(F: Float64Array, n: number, from: number, column: number): void {
  for (let i = from; i < n; i++) F[i * n + column] = -F[i * n + column];
}
