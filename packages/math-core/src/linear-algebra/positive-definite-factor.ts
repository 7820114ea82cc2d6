/**
 * Ordinary Cholesky factorisation A = L Lᵀ, row by row; the lower triangle of A is read. Returns null as soon
 * as a pivot L_jj² is at most threshold[j]: then A is singular to that precision, or indefinite.
 */
export function positiveDefiniteFactor(
  A: Float64Array,
  n: number,
  threshold: Float64Array,
): Float64Array | null {
  const L = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      L[i * n + j] = (A[i * n + j] - innerProduct(L, i * n, j * n, j)) / L[j * n + j];
    }
    const pivot = A[i * n + i] - innerProduct(L, i * n, i * n, i);
    if (!(pivot > threshold[i])) return null;
    L[i * n + i] = Math.sqrt(pivot);
  }
  return L;
}

function innerProduct(L: Float64Array, first: number, second: number, length: number): number {
  let sum = 0;
  for (let m = 0; m < length; m++) sum += L[first + m] * L[second + m];
  return sum;
}
