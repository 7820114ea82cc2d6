/** A factor F (size × rank, row-major, rows in the order of the matrix) of a covariance C ≈ F Fᵀ. */
export interface PivotedCholeskyFactor {
  readonly factor: Float64Array;
  readonly rank: number;
  /** Largest |entry| of (C − F Fᵀ)_ab / √(C_aa C_bb). Round-off for a covariance, larger for an indefinite matrix. */
  readonly residual: number;
}

/** A pivot may be exceeded by its column by this much, relatively, before the matrix counts as indefinite there. */
const PIVOT_SLACK = 1e-6;

/** Pivots closer than this, relatively, are equal. */
const PIVOT_TIE = 16 * Number.EPSILON;

/**
 * Cholesky factorisation with diagonal pivoting, C ≈ F Fᵀ, stopped when what remains is round-off.
 *
 * Always eliminating the largest remaining pivot makes the factorisation rank revealing and backward stable for
 * semidefinite matrices (Higham, *Accuracy and Stability of Numerical Algorithms*, §10.3). Without pivoting a
 * pivot of size ε that should be zero would cost √ε in the factor: students that start in the span of the
 * teachers, or repeated teachers, are exactly that case. Pivots are those of the correlations
 * C_ab/√(C_aa C_bb), so that a unit with tiny weights is represented as accurately as one with large weights.
 *
 * If the correlations have an eigenvalue −μ, what remains has one at or below −μ, hence an entry of at least
 * μ/size: the residual tells an indefinite matrix from a semidefinite one without computing eigenvalues.
 *
 * @param covariance C, symmetric, size × size, row-major
 */
export function pivotedCholesky(covariance: Float64Array, size: number): PivotedCholeskyFactor {
  const scales = standardDeviations(covariance, size);
  const correlations = new Float64Array(size * size);
  for (let a = 0; a < size; a++) {
    for (let b = 0; b < size; b++) {
      correlations[a * size + b] = covariance[a * size + b] / (scales[a] * scales[b]);
    }
  }
  const negligible = 8 * size * Number.EPSILON;
  const pivots = Float64Array.from(scales, (_, a) => correlations[a * size + a]);
  const wide = new Float64Array(size * size);
  const column = new Float64Array(size);
  const remaining = Array.from(scales.keys());
  let rank = 0;
  while (remaining.length > 0) {
    const index = indexOfLargestPivot(pivots, remaining);
    const chosen = remaining[index];
    const pivot = pivots[chosen];
    if (!(pivot > negligible)) break;
    for (const a of remaining) column[a] = remainder(correlations, wide, size, rank, a, chosen);
    // The largest diagonal entry of a semidefinite matrix bounds every entry. Where it does not, only noise is left.
    if (remaining.some((a) => Math.abs(column[a]) > pivot * (1 + PIVOT_SLACK))) break;
    remaining.splice(index, 1);
    const root = Math.sqrt(pivot);
    wide[chosen * size + rank] = root;
    for (const a of remaining) {
      const entry = column[a] / root;
      wide[a * size + rank] = entry;
      pivots[a] -= entry * entry;
    }
    rank += 1;
  }
  let residual = 0;
  for (const a of remaining) {
    for (const b of remaining) {
      if (b <= a) residual = Math.max(residual, Math.abs(remainder(correlations, wide, size, rank, a, b)));
    }
  }
  const factor = new Float64Array(size * rank);
  for (let a = 0; a < size; a++) {
    for (let b = 0; b < rank; b++) factor[a * rank + b] = scales[a] * wide[a * size + b];
  }
  return { factor, rank, residual };
}

/** √C_aa; a unit without weights, which has no correlations, is measured against the largest one. */
function standardDeviations(covariance: Float64Array, size: number): Float64Array {
  let largest = 0;
  for (let a = 0; a < size; a++) largest = Math.max(largest, Math.abs(covariance[a * size + a]));
  const scales = new Float64Array(size);
  for (let a = 0; a < size; a++) {
    const variance = covariance[a * size + a];
    scales[a] = Math.sqrt(variance > 0 ? variance : largest > 0 ? largest : 1);
  }
  return scales;
}

/** The first of those that are largest up to round-off: an orthonormal teacher, whose rows come first, is its own basis. */
function indexOfLargestPivot(pivots: Float64Array, remaining: readonly number[]): number {
  let best = 0;
  for (let index = 1; index < remaining.length; index++) {
    if (pivots[remaining[index]] > pivots[remaining[best]] * (1 + PIVOT_TIE)) best = index;
  }
  return best;
}

/** Entry (a, b) of C − F Fᵀ over the first `rank` columns of F. */
function remainder(
  matrix: Float64Array,
  wide: Float64Array,
  size: number,
  rank: number,
  a: number,
  b: number,
): number {
  let entry = matrix[a * size + b];
  for (let column = 0; column < rank; column++) entry -= wide[a * size + column] * wide[b * size + column];
  return entry;
}
