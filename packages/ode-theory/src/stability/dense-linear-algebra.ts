import { EigenvalueDecomposition, LuDecomposition, Matrix, SingularValueDecomposition } from 'ml-matrix';

/**
 * What this folder needs of general dense matrices, by ml-matrix. Its decompositions use +, −, ×, ÷, √ and |·| alone,
 * all exactly rounded, in a fixed order: the same bits on every host. Matrices are row-major; entries must be finite (the
 * iterations of a decomposition need not end otherwise).
 */

export interface Eigenvalue {
  readonly real: number;
  readonly imaginary: number;
}

/**
 * Eigenvalues of a square matrix, descending by real part, by reduction to Hessenberg form and the shifted QR iteration. Simple
 * ones are right to about 1e-15 ‖A‖ times their condition, one of a Jordan block of size m to the m-th root of that.
 */
export function eigenvalues(A: Float64Array, size: number): Eigenvalue[] {
  if (size === 0) return [];
  const { realEigenvalues, imaginaryEigenvalues } = new EigenvalueDecomposition(matrixOf(A, size, size));
  return realEigenvalues
    .map((real, index) => ({ real, imaginary: imaginaryEigenvalues[index] }))
    .sort((a, b) => b.real - a.real || b.imaginary - a.imaginary);
}

/** A = U Σ Vᵀ of a square matrix, prepared for solving A x = b with or without damping. */
export interface SingularValues {
  /** The largest σ. */
  readonly largest: number;
  /** x = V diag(σ/(σ² + damping²)) Uᵀ b over the σ above `cutoff`: the shortest least-squares solution for damping 0. */
  solve(b: Float64Array, damping: number, cutoff: number): Float64Array;
}

export function singularValues(A: Float64Array, size: number): SingularValues {
  const decomposition = new SingularValueDecomposition(matrixOf(A, size, size));
  const { diagonal, leftSingularVectors: U, rightSingularVectors: V } = decomposition;
  return {
    largest: diagonal[0],
    solve: (b, damping, cutoff) => {
      const x = new Float64Array(size);
      for (let m = 0; m < size; m++) {
        const sigma = diagonal[m];
        if (!(sigma > cutoff)) continue;
        let projection = 0;
        for (let row = 0; row < size; row++) projection += U.get(row, m) * b[row];
        const factor = (projection * sigma) / (sigma * sigma + damping * damping);
        for (let row = 0; row < size; row++) x[row] += factor * V.get(row, m);
      }
      return x;
    },
  };
}

/** Solves A x = b for one A and many b, by LU with partial pivoting. Throws when A is singular. */
export function linearSolver(A: Float64Array, size: number): (b: Float64Array) => Float64Array {
  const decomposition = new LuDecomposition(matrixOf(A, size, size));
  return (b) => Float64Array.from(decomposition.solve(matrixOf(b, size, 1)).to1DArray());
}

/**
 * Orthonormal bases (row-major, columns are vectors) of the null space of a symmetric positive semidefinite matrix and of
 * its complement; eigenvalues up to `threshold` count as zero.
 */
export interface NullSpace {
  readonly nullity: number;
  /** size × nullity. */
  readonly basis: Float64Array;
  /** size × (size − nullity). */
  readonly complement: Float64Array;
}

export function nullSpace(A: Float64Array, size: number, threshold: number): NullSpace {
  const decomposition = new EigenvalueDecomposition(matrixOf(A, size, size), { assumeSymmetric: true });
  const { realEigenvalues, eigenvectorMatrix: V } = decomposition;
  const columns = realEigenvalues.map((_value, index) => index);
  const select = (chosen: number[]): Float64Array =>
    Float64Array.from({ length: size * chosen.length }, (_, x) =>
      V.get(Math.floor(x / chosen.length), chosen[x % chosen.length]),
    );
  const zero = columns.filter((index) => realEigenvalues[index] <= threshold);
  const rest = columns.filter((index) => realEigenvalues[index] > threshold);
  return { nullity: zero.length, basis: select(zero), complement: select(rest) };
}

/** Bᵀ A C for A (size × size), B (size × b) and C (size × c): b × c. */
export function sandwich(
  B: Float64Array,
  A: Float64Array,
  C: Float64Array,
  size: number,
  b: number,
  c: number,
): Float64Array {
  if (b === 0 || c === 0) return new Float64Array(0);
  const product = matrixOf(B, size, b)
    .transpose()
    .mmul(matrixOf(A, size, size))
    .mmul(matrixOf(C, size, c));
  return Float64Array.from(product.to1DArray());
}

function matrixOf(A: Float64Array, rows: number, columns: number): Matrix {
  return Matrix.from1DArray(rows, columns, A);
}
