/**
 * Two-sweep refactorisation of the out-of-span overlaps (model.md §5, step 3):
 *
 *     B Bᵀ ← [B + c zᵀ, s c] [B + c zᵀ, s c]ᵀ,     B lower triangular, size × size, in place.
 *
 * First sweep: Givens rotations, from the last component down, turn the row (z, s) into a single entry r. Applied to
 * the columns of [B, 0] they keep B lower triangular and fill one more column l. Second sweep: what is left is
 * the rank-one update B Bᵀ + v vᵀ with v = l + r c, again by rotations. The result is positive semidefinite by
 * construction, nothing is divided by a pivot of B, so zero pivots are allowed, and the cost is O(size²).
 *
 * @param B stored by columns: entry (i, j) at j·size + i. Both sweeps run down columns.
 * @param c the change of the students per unit of input, length `size`
 * @param z the input's components along the columns of B, length `size`
 * @param s the length of the input's part outside all columns, ≥ 0
 * @param l workspace, length `size`
 */
export function refactorise(
  B: Float64Array,
  size: number,
  c: Float64Array,
  z: Float64Array,
  s: number,
  l: Float64Array,
): void {
  let r = s;
  l.fill(0);
  for (let j = size - 1; j >= 0; j--) {
    const zj = z[j];
    const norm = Math.sqrt(zj * zj + r * r);
    if (norm === 0) continue;
    const cosine = r / norm;
    const sine = zj / norm;
    const column = j * size;
    for (let i = j; i < size; i++) {
      const b = B[column + i];
      const li = l[i];
      B[column + i] = cosine * b - sine * li;
      l[i] = sine * b + cosine * li;
    }
    r = norm;
  }
  for (let i = 0; i < size; i++) l[i] += r * c[i];
  for (let j = 0; j < size; j++) {
    const column = j * size;
    const b0 = B[column + j];
    const v0 = l[j];
    const norm = Math.sqrt(b0 * b0 + v0 * v0);
    if (norm === 0) continue;
    const cosine = b0 / norm;
    const sine = v0 / norm;
    B[column + j] = norm;
    for (let i = j + 1; i < size; i++) {
      const b = B[column + i];
      const v = l[i];
      B[column + i] = cosine * b + sine * v;
      l[i] = cosine * v - sine * b;
    }
  }
}
