/**
 * The three operations on rows of weights that the direct engine spends its time in. A product of two rows is one v128 sum
 * in the order of the coordinates, and an update adds one input after the other, whichever of these functions does it:
 * how rows and inputs are grouped changes no bit. They are bound by arithmetic: two multiplications and two additions of
 * v128 for two coordinates, a row and a step.
 */

@inline
function total(sum: v128): f64 {
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
}

/** row·x over `bytes` bytes. */
export function project(row: usize, x: usize, bytes: usize): f64 {
  let sum = f64x2.splat(0);
  for (const end = row + bytes; row < end; row += 16, x += 16) {
    sum = f64x2.add(sum, f64x2.mul(v128.load(row), v128.load(x)));
  }
  return total(sum);
}

/** row·x_s for four inputs, `bytes` apart; the products go to `to`, `step` bytes apart. */
export function projectOnFour(row: usize, x: usize, bytes: usize, to: usize, step: usize): void {
  const x1 = bytes;
  const x2 = bytes << 1;
  const x3 = x1 + x2;
  let sum0 = f64x2.splat(0);
  let sum1 = sum0;
  let sum2 = sum0;
  let sum3 = sum0;
  for (const end = row + bytes; row < end; row += 16, x += 16) {
    const w = v128.load(row);
    sum0 = f64x2.add(sum0, f64x2.mul(w, v128.load(x)));
    sum1 = f64x2.add(sum1, f64x2.mul(w, v128.load(x + x1)));
    sum2 = f64x2.add(sum2, f64x2.mul(w, v128.load(x + x2)));
    sum3 = f64x2.add(sum3, f64x2.mul(w, v128.load(x + x3)));
  }
  store<f64>(to, total(sum0));
  store<f64>(to + step, total(sum1));
  store<f64>(to + 2 * step, total(sum2));
  store<f64>(to + 3 * step, total(sum3));
}

/** The same for two rows, `bytes` apart; the second row's products go 8 bytes behind the first one's. */
export function projectTwoOnFour(row: usize, x: usize, bytes: usize, to: usize, step: usize): void {
  const x1 = bytes;
  const x2 = bytes << 1;
  const x3 = x1 + x2;
  let sum0 = f64x2.splat(0);
  let sum1 = sum0;
  let sum2 = sum0;
  let sum3 = sum0;
  let other0 = sum0;
  let other1 = sum0;
  let other2 = sum0;
  let other3 = sum0;
  for (const end = row + bytes; row < end; row += 16, x += 16) {
    const w = v128.load(row);
    const v = v128.load(row + x1);
    const first = v128.load(x);
    sum0 = f64x2.add(sum0, f64x2.mul(w, first));
    other0 = f64x2.add(other0, f64x2.mul(v, first));
    const second = v128.load(x + x1);
    sum1 = f64x2.add(sum1, f64x2.mul(w, second));
    other1 = f64x2.add(other1, f64x2.mul(v, second));
    const third = v128.load(x + x2);
    sum2 = f64x2.add(sum2, f64x2.mul(w, third));
    other2 = f64x2.add(other2, f64x2.mul(v, third));
    const fourth = v128.load(x + x3);
    sum3 = f64x2.add(sum3, f64x2.mul(w, fourth));
    other3 = f64x2.add(other3, f64x2.mul(v, fourth));
  }
  store<f64>(to, total(sum0));
  store<f64>(to + step, total(sum1));
  store<f64>(to + 2 * step, total(sum2));
  store<f64>(to + 3 * step, total(sum3));
  store<f64>(to + 8, total(other0));
  store<f64>(to + step + 8, total(other1));
  store<f64>(to + 2 * step + 8, total(other2));
  store<f64>(to + 3 * step + 8, total(other3));
}

/** row ← κ row + c x. */
export function update(row: usize, x: usize, bytes: usize, change: f64, retained: f64): void {
  const c = f64x2.splat(change);
  const kept = f64x2.splat(retained);
  for (const end = row + bytes; row < end; row += 16, x += 16) {
    v128.store(row, f64x2.add(f64x2.mul(kept, v128.load(row)), f64x2.mul(c, v128.load(x))));
  }
}

/** row ← row + c_0 x_0 + … + c_3 x_3 for four inputs, `bytes` apart, one after the other; c_s at change + s·step. */
export function updateByFour(row: usize, x: usize, bytes: usize, change: usize, step: usize): void {
  const x1 = bytes;
  const x2 = bytes << 1;
  const x3 = x1 + x2;
  const c0 = v128.load64_splat(change);
  const c1 = v128.load64_splat(change + step);
  const c2 = v128.load64_splat(change + 2 * step);
  const c3 = v128.load64_splat(change + 3 * step);
  for (const end = row + bytes; row < end; row += 16, x += 16) {
    let w = f64x2.add(v128.load(row), f64x2.mul(c0, v128.load(x)));
    w = f64x2.add(w, f64x2.mul(c1, v128.load(x + x1)));
    w = f64x2.add(w, f64x2.mul(c2, v128.load(x + x2)));
    v128.store(row, f64x2.add(w, f64x2.mul(c3, v128.load(x + x3))));
  }
}

/** The same for two rows, `bytes` apart; the second row's changes lie 8 bytes behind the first one's. */
export function updateTwoByFour(row: usize, x: usize, bytes: usize, change: usize, step: usize): void {
  const x1 = bytes;
  const x2 = bytes << 1;
  const x3 = x1 + x2;
  const c0 = v128.load64_splat(change);
  const c1 = v128.load64_splat(change + step);
  const c2 = v128.load64_splat(change + 2 * step);
  const c3 = v128.load64_splat(change + 3 * step);
  const e0 = v128.load64_splat(change, 8);
  const e1 = v128.load64_splat(change + step, 8);
  const e2 = v128.load64_splat(change + 2 * step, 8);
  const e3 = v128.load64_splat(change + 3 * step, 8);
  for (const end = row + bytes; row < end; row += 16, x += 16) {
    const first = v128.load(x);
    let w = f64x2.add(v128.load(row), f64x2.mul(c0, first));
    let v = f64x2.add(v128.load(row + x1), f64x2.mul(e0, first));
    const second = v128.load(x + x1);
    w = f64x2.add(w, f64x2.mul(c1, second));
    v = f64x2.add(v, f64x2.mul(e1, second));
    const third = v128.load(x + x2);
    w = f64x2.add(w, f64x2.mul(c2, third));
    v = f64x2.add(v, f64x2.mul(e2, third));
    const fourth = v128.load(x + x3);
    v128.store(row, f64x2.add(w, f64x2.mul(c3, fourth)));
    v128.store(row + x1, f64x2.add(v, f64x2.mul(e3, fourth)));
  }
}

/**
 * One pass over four rows, `bytes` apart: row ← row + c x and then row·next, which goes to `to`, one double a row; c of a
 * row at `change`, one double a row.
 */
export function updateAndProjectFour(
  row: usize,
  x: usize,
  next: usize,
  bytes: usize,
  change: usize,
  to: usize,
): void {
  const row1 = bytes;
  const row2 = bytes << 1;
  const row3 = row1 + row2;
  const c0 = v128.load64_splat(change);
  const c1 = v128.load64_splat(change, 8);
  const c2 = v128.load64_splat(change, 16);
  const c3 = v128.load64_splat(change, 24);
  let sum0 = f64x2.splat(0);
  let sum1 = sum0;
  let sum2 = sum0;
  let sum3 = sum0;
  for (const end = row + bytes; row < end; row += 16, x += 16, next += 16) {
    const before = v128.load(x);
    const ahead = v128.load(next);
    const w0 = f64x2.add(v128.load(row), f64x2.mul(c0, before));
    const w1 = f64x2.add(v128.load(row + row1), f64x2.mul(c1, before));
    const w2 = f64x2.add(v128.load(row + row2), f64x2.mul(c2, before));
    const w3 = f64x2.add(v128.load(row + row3), f64x2.mul(c3, before));
    v128.store(row, w0);
    v128.store(row + row1, w1);
    v128.store(row + row2, w2);
    v128.store(row + row3, w3);
    sum0 = f64x2.add(sum0, f64x2.mul(w0, ahead));
    sum1 = f64x2.add(sum1, f64x2.mul(w1, ahead));
    sum2 = f64x2.add(sum2, f64x2.mul(w2, ahead));
    sum3 = f64x2.add(sum3, f64x2.mul(w3, ahead));
  }
  store<f64>(to, total(sum0));
  store<f64>(to, total(sum1), 8);
  store<f64>(to, total(sum2), 16);
  store<f64>(to, total(sum3), 24);
}
