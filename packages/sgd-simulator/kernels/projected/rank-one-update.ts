import { inversePivots, LEAST_PIVOT } from './state';

/**
 * L D Lᵀ ← L D Lᵀ + v vᵀ for a unit lower triangular L and D > 0 (Gill, Golub, Murray & Saunders, Math. Comp. 28, 505
 * (1974), method C1): with p_j the components of L⁻¹ v and t_{j+1} = t_j + p_j²/D_j, t_0 = 1,
 *
 *     D_j ← D_j t_{j+1}/t_j,    L_ij ← (t_j/t_{j+1}) L_ij + (p_j/(D_j t_{j+1})) v_i,    v_i ← v_i − p_j L_ij (the old L).
 *
 * Positive semidefinite by construction, and no term cancels another, however small a pivot is. The t_j depend on each
 * other by additions only, so nothing waits for a root or a quotient.
 *
 * @param pivots D, size v128
 * @param inverses 1/D, size v128
 * @param columns the columns of L below its diagonal, one after the other
 * @param v size v128, used up
 */
export function rankOneUpdate(size: i32, pivots: usize, inverses: usize, columns: usize, v: usize): void {
  const end = v + (<usize>size << 4);
  const one = f64x2.splat(1);
  let t = one;
  let inverseT = one;
  let column = columns;
  for (let head = v; head < end; head += 16, pivots += 16, inverses += 16) {
    const component = v128.load(head);
    const perPivot = f64x2.mul(component, v128.load(inverses));
    const next = f64x2.add(t, f64x2.mul(component, perPivot));
    const inverseNext = f64x2.div(one, next);
    v128.store(pivots, f64x2.mul(v128.load(pivots), f64x2.mul(next, inverseT)));
    const factor = f64x2.mul(perPivot, inverseNext);
    const kept = f64x2.mul(t, inverseNext);
    for (let entry = head + 16; entry < end; entry += 16, column += 16) {
      const l = v128.load(column);
      const old = v128.load(entry);
      v128.store(entry, f64x2.sub(old, f64x2.mul(component, l)));
      v128.store(column, f64x2.add(f64x2.mul(kept, l), f64x2.mul(factor, old)));
    }
    t = next;
    inverseT = inverseNext;
  }
}

/** The same where 1/D is not known. */
export function addColumn(size: i32, pivots: usize, columns: usize, v: usize): void {
  const bytes = <usize>size << 4;
  for (let offset: usize = 0; offset < bytes; offset += 16) {
    v128.store(inversePivots + offset, f64x2.div(f64x2.splat(1), v128.load(pivots + offset)));
  }
  rankOneUpdate(size, pivots, inversePivots, columns, v);
}

/** L D Lᵀ ← 0: what columns can be added to, one by one. */
export function clearFactor(size: i32, pivots: usize, columns: usize): void {
  memory.fill(columns, 0, (<usize>size * <usize>(size - 1)) << 3);
  for (const end = pivots + (<usize>size << 4); pivots < end; pivots += 16) {
    v128.store(pivots, f64x2.splat(LEAST_PIVOT));
  }
}
