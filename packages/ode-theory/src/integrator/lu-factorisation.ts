/**
 * LU factors of an n × n matrix (row-major), with partial pivoting, in place: L below the diagonal, its ones not stored, and
 * U. `pivots[r]` is the row that was exchanged with row r. Returns whether all pivots are finite and not 0.
 */
export function factorise(A: Float64Array, n: number, pivots: Int32Array): boolean {
  for (let column = 0; column < n; column++) {
    const pivotRow = largestBelow(A, n, column);
    pivots[column] = pivotRow;
    if (pivotRow !== column) exchangeRows(A, n, column, pivotRow);
    const pivot = A[column * n + column];
    if (pivot === 0 || !Number.isFinite(pivot)) return false;
    for (let row = column + 1; row < n; row++) {
      const factor = A[row * n + column] / pivot;
      A[row * n + column] = factor;
      if (factor === 0) continue;
      const target = row * n;
      const source = column * n;
      for (let x = column + 1; x < n; x++) A[target + x] -= factor * A[source + x];
    }
  }
  return true;
}

/** Replaces b by the solution of A x = b, from the factors of A. */
export function solveFactorised(LU: Float64Array, n: number, pivots: Int32Array, b: Float64Array): void {
  for (let row = 0; row < n; row++) {
    const exchanged = pivots[row];
    if (exchanged === row) continue;
    const held = b[row];
    b[row] = b[exchanged];
    b[exchanged] = held;
  }
  for (let row = 1; row < n; row++) {
    let rest = b[row];
    for (let x = 0; x < row; x++) rest -= LU[row * n + x] * b[x];
    b[row] = rest;
  }
  for (let row = n - 1; row >= 0; row--) {
    let rest = b[row];
    for (let x = row + 1; x < n; x++) rest -= LU[row * n + x] * b[x];
    b[row] = rest / LU[row * n + row];
  }
}

function largestBelow(A: Float64Array, n: number, column: number): number {
  let best = column;
  let size = Math.abs(A[column * n + column]);
  for (let row = column + 1; row < n; row++) {
    const candidate = Math.abs(A[row * n + column]);
    if (candidate > size) {
      best = row;
      size = candidate;
    }
  }
  return best;
}

function exchangeRows(A: Float64Array, n: number, first: number, second: number): void {
  for (let x = 0; x < n; x++) {
    const held = A[first * n + x];
    A[first * n + x] = A[second * n + x];
    A[second * n + x] = held;
  }
}
