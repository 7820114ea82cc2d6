import { LEAST_PIVOT } from './state';

/** Stands for the squared length of nothing, where an input has no part outside the fields and the first columns. */
const LEAST_LENGTH: f64 = 1e-60;

/**
 * The fields B z of the out-of-span parts, and in the same pass the first half of the refactorisation of
 * [κB + c zᵀ, s c]: a rotation of the columns of [B, 0] that turns the row (z, s) into a single entry r. It keeps B lower
 * triangular and fills one more column, B z/r.
 *
 * In the closed form of the rotations, with y_j = √D_j z_j, S_j = s² + Σ_{m≥j} z_m² and G_i the sum of L_im y_m over the
 * columns m > j already passed (from the last one down),
 *
 *     D_j ← κ² D_j S_{j+1}/S_j,    L_ij ← L_ij − (y_j/(D_j S_{j+1})) G_i,    G_i ← G_i + L_ij y_j (L_ij as it was).
 *
 * No column waits for the roots of another.
 *
 * @param columns the columns of L below its diagonal, one after the other
 * @param z size v128
 * @param restSquared s²
 * @param keptSquared κ², what weight decay leaves of D
 * @param fields receives B z, of the B before the sweep
 * @param inverses receives 1/D
 * @returns S_0 = r²
 */
export function firstSweep(
  size: i32,
  pivots: usize,
  columns: usize,
  z: usize,
  restSquared: v128,
  keptSquared: f64,
  fields: usize,
  inverses: usize,
): v128 {
  const kept = f64x2.splat(keptSquared);
  const inverseKept = f64x2.splat(1 / Math.max(keptSquared, LEAST_PIVOT));
  const leastPivot = f64x2.splat(LEAST_PIVOT);
  const largestInverse = f64x2.splat(1 / LEAST_PIVOT);
  const end = fields + (<usize>size << 4);
  let behind = f64x2.max(restSquared, f64x2.splat(LEAST_LENGTH));
  let column = columns + ((<usize>size * (<usize>size - 1)) << 3);
  for (let j = size - 1; j >= 0; j--) {
    const offset = <usize>j << 4;
    const zj = v128.load(z + offset);
    const pivot = v128.load(pivots + offset);
    const length = f64x2.add(behind, f64x2.mul(zj, zj));
    const inverse = f64x2.div(f64x2.splat(1), f64x2.mul(f64x2.mul(pivot, behind), length));
    const y = f64x2.mul(f64x2.sqrt(pivot), zj);
    const factor = f64x2.mul(f64x2.mul(y, length), inverse);
    const pivotBehind = f64x2.mul(pivot, behind);
    v128.store(
      pivots + offset,
      f64x2.max(f64x2.mul(kept, f64x2.mul(f64x2.mul(pivotBehind, pivotBehind), inverse)), leastPivot),
    );
    v128.store(
      inverses + offset,
      f64x2.min(f64x2.mul(inverseKept, f64x2.mul(f64x2.mul(length, length), inverse)), largestInverse),
    );
    v128.store(fields + offset, y);
    column -= <usize>(size - 1 - j) << 4;
    let entry = column;
    for (let field = fields + offset + 16; field < end; field += 16, entry += 16) {
      const l = v128.load(entry);
      const g = v128.load(field);
      v128.store(entry, f64x2.sub(l, f64x2.mul(factor, g)));
      v128.store(field, f64x2.add(g, f64x2.mul(y, l)));
    }
    behind = length;
  }
  return behind;
}
