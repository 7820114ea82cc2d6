/** F (n × rank, row-major with row length n; further columns are zero) with F Fᵀ ≈ A. */
export interface RankRevealingFactor {
  readonly F: Float64Array;
  readonly rank: number;
  /** Largest magnitude among the entries of A − F Fᵀ, where elimination stopped. */
  readonly residual: number;
}

/**
 * Cholesky factorisation with complete pivoting (Higham, Accuracy and Stability of Numerical Algorithms,
 * section 10.3) of a symmetric matrix with diagonal ≤ about 1. It stops when no remaining pivot exceeds
 * `tolerance`. For a positive semidefinite A the residual is then at most of that size, because |S_ij| ≤
 * √(S_ii S_jj) for the remaining Schur complement S; a larger one shows that A is indefinite.
 */
export function rankRevealingFactor(A: Float64Array, n: number, tolerance: number): RankRevealingFactor {
  const S = Float64Array.from(A);
  const F = new Float64Array(n * n);
  const remaining = new Set(Array.from({ length: n }, (_, index) => index));
  let rank = 0;
  while (remaining.size > 0) {
    let chosen = -1;
    let pivot = tolerance;
    for (const index of remaining) {
      if (S[index * n + index] > pivot) {
        pivot = S[index * n + index];
        chosen = index;
      }
    }
    if (chosen < 0) break;
    remaining.delete(chosen);
    const root = Math.sqrt(pivot);
    F[chosen * n + rank] = root;
    for (const i of remaining) F[i * n + rank] = S[i * n + chosen] / root;
    for (const i of remaining) {
      for (const j of remaining) S[i * n + j] -= F[i * n + rank] * F[j * n + rank];
    }
    rank += 1;
  }
  let residual = 0;
  for (const i of remaining) {
    for (const j of remaining) residual = Math.max(residual, Math.abs(S[i * n + j]));
  }
  return { F, rank, residual };
}
