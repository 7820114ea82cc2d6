import { hypotenuse } from './hypotenuse.ts';

/**
 * Replaces the lower triangular factor B (n × n, row-major) of a positive semidefinite B Bᵀ by a lower
 * triangular factor of B Bᵀ + v vᵀ, by n Givens rotations of the columns of [B, v] (Gill, Golub, Murray &
 * Saunders, Math. Comp. 28, 505 (1974)). Orthogonal throughout: the result is a factor of a positive
 * semidefinite matrix by construction, and zero pivots are as good as any. O(n²), nothing is allocated.
 *
 * `v` (n entries) is used up: it holds no useful numbers afterwards. Entries of B above the diagonal are not
 * touched; new pivots are ≥ 0.
 */
export function semidefiniteRankOneUpdate(B: Float64Array, n: number, v: Float64Array): void {
  for (let j = 0; j < n; j++) {
    const entry = v[j];
    if (entry === 0) continue;
    const pivot = B[j * n + j];
    const length = hypotenuse(pivot, entry);
    const cosine = pivot / length;
    const sine = entry / length;
    B[j * n + j] = length;
    for (let i = j + 1; i < n; i++) {
      const x = B[i * n + j];
      const y = v[i];
      B[i * n + j] = cosine * x + sine * y;
      v[i] = cosine * y - sine * x;
    }
  }
}
