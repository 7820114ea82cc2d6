import { RandomStream } from '../../src/index.ts';

/** F Fᵀ for F (n × rank), row-major. */
export function gramMatrix(F: ArrayLike<number>, n: number, rank: number): Float64Array {
  const A = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      for (let m = 0; m < rank; m++) A[i * n + j] += F[i * rank + m] * F[j * rank + m];
    }
  }
  return A;
}

/** Entries independent and standard normal, each row times its scale. */
export function gaussianMatrix(
  stream: RandomStream,
  rows: number,
  columns: number,
  scale: (row: number) => number = () => 1,
): Float64Array {
  return Float64Array.from(
    { length: rows * columns },
    (_, index) => scale(Math.floor(index / columns)) * stream.normal(),
  );
}

/** max_ij |A_ij − B_ij| / √(D_i D_j), D the diagonal of B. */
export function scaledDistance(A: Float64Array, B: Float64Array, n: number): number {
  let largest = 0;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const scale = Math.sqrt(B[i * n + i] * B[j * n + j]);
      const distance = Math.abs(A[i * n + j] - B[i * n + j]);
      if (distance > 0) largest = Math.max(largest, distance / scale);
    }
  }
  return largest;
}

export function isLowerTriangular(L: Float64Array, n: number): boolean {
  return L.every((entry, index) => index % n <= Math.floor(index / n) || entry === 0);
}

/** An orthogonal n × n matrix: the Q of Gram–Schmidt, twice for orthogonality to the last bits. */
export function orthogonalMatrix(stream: RandomStream, n: number): Float64Array {
  const U = gaussianMatrix(stream, n, n);
  for (let i = 0; i < n; i++) {
    for (let pass = 0; pass < 2; pass++) {
      for (let j = 0; j < i; j++) {
        let product = 0;
        for (let m = 0; m < n; m++) product += U[i * n + m] * U[j * n + m];
        for (let m = 0; m < n; m++) U[i * n + m] -= product * U[j * n + m];
      }
      let square = 0;
      for (let m = 0; m < n; m++) square += U[i * n + m] ** 2;
      for (let m = 0; m < n; m++) U[i * n + m] /= Math.sqrt(square);
    }
  }
  return U;
}
