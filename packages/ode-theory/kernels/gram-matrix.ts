/** Pairs of nodes in a block: its rows of 68 entries then stay in the innermost cache. */
export const BLOCK_PAIRS: i32 = 32;
/** A row of a block; the odd v128 keeps rows from falling into the same lines of the cache. */
export const ROW_BYTES: usize = 528;
const BLOCK_BYTES: usize = 512;

/** Rows and columns come in fours; those that fill up are zero. */
export function paddedCount(count: i32): usize {
  return (<usize>count + 3) & ~(<usize>3);
}

/**
 * sums_xy += Σ rows_x rows_y over a block, for y ≥ x (and a few entries before the diagonal, which nobody reads);
 * `sums` has rows of `columns` doubles. Two rows meet four at a time, both lanes being nodes.
 */
export function addProducts(rows: usize, count: usize, sums: usize, columns: usize): void {
  for (let x: usize = 0; x < count; x += 2) {
    const a0 = rows + x * ROW_BYTES;
    const a1 = a0 + ROW_BYTES;
    const to0 = sums + ((x * columns) << 3);
    const to1 = to0 + (columns << 3);
    for (let y = x & ~(<usize>3); y < count; y += 4) {
      const b0 = rows + y * ROW_BYTES;
      let s00 = f64x2.splat(0);
      let s01 = f64x2.splat(0);
      let s02 = f64x2.splat(0);
      let s03 = f64x2.splat(0);
      let s10 = f64x2.splat(0);
      let s11 = f64x2.splat(0);
      let s12 = f64x2.splat(0);
      let s13 = f64x2.splat(0);
      for (let offset: usize = 0; offset < BLOCK_BYTES; offset += 16) {
        const x0 = v128.load(a0 + offset);
        const x1 = v128.load(a1 + offset);
        const y0 = v128.load(b0 + offset);
        const y1 = v128.load(b0 + offset, 528);
        const y2 = v128.load(b0 + offset, 1056);
        const y3 = v128.load(b0 + offset, 1584);
        s00 = f64x2.add(s00, f64x2.mul(x0, y0));
        s01 = f64x2.add(s01, f64x2.mul(x0, y1));
        s02 = f64x2.add(s02, f64x2.mul(x0, y2));
        s03 = f64x2.add(s03, f64x2.mul(x0, y3));
        s10 = f64x2.add(s10, f64x2.mul(x1, y0));
        s11 = f64x2.add(s11, f64x2.mul(x1, y1));
        s12 = f64x2.add(s12, f64x2.mul(x1, y2));
        s13 = f64x2.add(s13, f64x2.mul(x1, y3));
      }
      addLanes(to0 + (y << 3), s00, s01);
      addLanes(to0 + (y << 3) + 16, s02, s03);
      addLanes(to1 + (y << 3), s10, s11);
      addLanes(to1 + (y << 3) + 16, s12, s13);
    }
  }
}

/** Adds the sum of both lanes of `left` and of `right` to two neighbouring doubles. */
function addLanes(to: usize, left: v128, right: v128): void {
  const even = v128.shuffle<i64>(left, right, 0, 2);
  const odd = v128.shuffle<i64>(left, right, 1, 3);
  v128.store(to, f64x2.add(v128.load(to), f64x2.add(even, odd)));
}
