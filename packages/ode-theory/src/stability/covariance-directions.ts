import { jointCovariance } from '@crossover/math-core';
import { overlapOffset, unpackState } from '../right-hand-side/packed-state.ts';
import type { DriftModel } from '../right-hand-side/right-hand-side.ts';
import { nullSpace, type NullSpace } from './dense-linear-algebra.ts';

/** Eigenvalues of Ω up to this share of the largest one count as zero. */
export const RANK_TOLERANCE = 1e-9;
/** Constraints are sums of products of unit vectors: where they do not vanish they are of order 1. */
const INDEPENDENT = 1e-10;

/**
 * Directions of a packed state in which Ω = [[Q, M], [Mᵀ, P]] can move and stay a covariance. Inside the positive semidefinite
 * cone every direction is one. On its boundary, with N a basis of the kernel of Ω, δΩ must keep Nᵀ δΩ N ⪰ 0:
 *
 * - Where P is singular (repeated teachers), δM v = 0 for P v = 0: no other direction is possible at all.
 * - Nᵀ δΩ N = 0, the tangent of the covariances of that rank: students move within the span that they have. The gradient flow never leaves it.
 * - The rest, Nᵀ δΩ N ≠ 0, are new dimensions, which noise and students in general position have. Only positive semidefinite ones exist; but the
 *   drift maps them to such, so that the leading eigenvalue among all of them belongs to one that does (Krein & Rutman).
 */
export interface CovarianceDirections {
  /** Rank deficiency of Ω. */
  readonly nullity: number;
  /** Possible directions: orthonormal columns, length of the state × `count`. */
  readonly possible: Float64Array;
  readonly count: number;
  /** In coordinates of `possible`: `basis` keeps the rank of Ω, `complement` raises it. */
  readonly keepingRank: NullSpace;
}

export function covarianceDirections(state: Float64Array, model: DriftModel): CovarianceDirections {
  const { studentWidth: p, teacherWidth: k, P } = model;
  const n = p + k;
  const omega = jointCovariance(unpackState(state, model));
  const kernel = kernelOf(omega, n);
  const teacherKernel = kernelOf(P, k);
  const size = state.length;
  const { basis: possible, nullity: count } = nullSpace(
    normalMatrix(momentConstraints(teacherKernel, p, k, size), size),
    size,
    INDEPENDENT,
  );
  const full = kernelConstraints(kernel, p, k, size);
  const reduced = full.map((row) => project(row, possible, size, count));
  return {
    nullity: kernel.nullity,
    possible,
    count,
    keepingRank: nullSpace(normalMatrix(reduced, count), count, INDEPENDENT),
  };
}

function kernelOf(A: Float64Array, size: number): NullSpace {
  let largest = 0;
  for (let x = 0; x < size; x++) largest = Math.max(largest, A[x * (size + 1)]);
  return nullSpace(A, size, RANK_TOLERANCE * largest);
}

/** Rows of δM v = 0, one for each student and each v of the kernel of P. */
function momentConstraints(
  { nullity, basis }: NullSpace,
  p: number,
  k: number,
  size: number,
): Float64Array[] {
  const rows: Float64Array[] = [];
  for (let v = 0; v < nullity; v++) {
    for (let i = 0; i < p; i++) {
      const row = new Float64Array(size);
      for (let r = 0; r < k; r++) row[overlapOffset(p) + i * k + r] = basis[r * nullity + v];
      rows.push(row);
    }
  }
  return rows;
}

/** Rows of Nᵀ δΩ N = 0, one for each pair of vectors of the kernel. */
function kernelConstraints(
  { nullity, basis }: NullSpace,
  p: number,
  k: number,
  size: number,
): Float64Array[] {
  const rows: Float64Array[] = [];
  for (let x = 0; x < nullity; x++) {
    for (let y = x; y < nullity; y++) {
      const at = (b: number) => [basis[b * nullity + x], basis[b * nullity + y]];
      const row = new Float64Array(size);
      let next = 0;
      for (let i = 0; i < p; i++) {
        const [xi, yi] = at(i);
        for (let j = i; j < p; j++) {
          const [xj, yj] = at(j);
          row[next++] = i === j ? xi * yi : xi * yj + xj * yi;
        }
      }
      for (let i = 0; i < p; i++) {
        const [xi, yi] = at(i);
        for (let r = 0; r < k; r++) {
          const [xr, yr] = at(p + r);
          row[next++] = xi * yr + xr * yi;
        }
      }
      rows.push(row);
    }
  }
  return rows;
}

/** Σ of row rowᵀ: its null space is that of the constraints. */
function normalMatrix(rows: readonly Float64Array[], size: number): Float64Array {
  const A = new Float64Array(size * size);
  for (const row of rows) {
    for (let x = 0; x < size; x++) {
      if (row[x] === 0) continue;
      for (let y = 0; y < size; y++) A[x * size + y] += row[x] * row[y];
    }
  }
  return A;
}

/** Coordinates of a row in the basis (size × count). */
function project(row: Float64Array, basis: Float64Array, size: number, count: number): Float64Array {
  const coordinates = new Float64Array(count);
  for (let x = 0; x < size; x++) {
    if (row[x] === 0) continue;
    for (let c = 0; c < count; c++) coordinates[c] += row[x] * basis[x * count + c];
  }
  return coordinates;
}
