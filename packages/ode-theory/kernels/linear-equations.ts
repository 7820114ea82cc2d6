import { reserve } from '../../math-core/kernels/memory/reserve';

/*
 * LU factors of an n × n matrix with partial pivoting, in place, and solutions with them. Rows are padded with a zero to an even
 * number of doubles, `rowBytes` long.
 */

let n: i32 = 0;
let rowBytes: usize = 0;
let matrix: usize = 0;
let vector: usize = 0;
/** Row numbers: which row was exchanged with row r. */
let pivots: usize = 0;

export function reserveEquations(dimension: i32): void {
  n = dimension;
  rowBytes = (<usize>(n + 1) & ~(<usize>1)) << 3;
  matrix = reserve(<usize>n * rowBytes);
  vector = reserve(rowBytes);
  pivots = reserve(<usize>n << 2);
}

export function addressOfMatrix(): usize {
  return matrix;
}

export function addressOfVector(): usize {
  return vector;
}

/** Replaces the matrix by L, its ones not stored, and U. Whether all pivots are finite and not 0. */
export function factorise(): bool {
  for (let column = 0; column < n; column++) {
    const pivotRow = largestBelow(column);
    store<i32>(pivots + (<usize>column << 2), pivotRow);
    const source = rowAt(column);
    if (pivotRow != column) exchange(source, rowAt(pivotRow));
    const pivot = load<f64>(source + (<usize>column << 3));
    if (pivot == 0 || !isFinite(pivot)) return false;
    eliminate(column, source, pivot);
  }
  return true;
}

/** Subtracts multiples of the pivot's row from those below, two at a time. */
function eliminate(column: i32, source: usize, pivot: f64): void {
  const place = <usize>column << 3;
  // From an even column on; what stands before the next one is restored.
  const from = (place + 8) & ~(<usize>15);
  let row = column + 1;
  for (; row + 1 < n; row += 2) {
    const first = rowAt(row);
    const second = first + rowBytes;
    const ofFirst = load<f64>(first + place) / pivot;
    const ofSecond = load<f64>(second + place) / pivot;
    const a = f64x2.splat(ofFirst);
    const b = f64x2.splat(ofSecond);
    for (let offset = from; offset < rowBytes; offset += 16) {
      const entry = v128.load(source + offset);
      v128.store(first + offset, f64x2.sub(v128.load(first + offset), f64x2.mul(a, entry)));
      v128.store(second + offset, f64x2.sub(v128.load(second + offset), f64x2.mul(b, entry)));
    }
    store<f64>(first + place, ofFirst);
    store<f64>(second + place, ofSecond);
  }
  if (row < n) {
    const target = rowAt(row);
    const factor = load<f64>(target + place) / pivot;
    const a = f64x2.splat(factor);
    for (let offset = from; offset < rowBytes; offset += 16) {
      const removed = f64x2.mul(a, v128.load(source + offset));
      v128.store(target + offset, f64x2.sub(v128.load(target + offset), removed));
    }
    store<f64>(target + place, factor);
  }
}

/** Replaces the vector b by the solution of A x = b, from the factors of A. */
export function solveFactorised(): void {
  for (let row = 0; row < n; row++) {
    const other = load<i32>(pivots + (<usize>row << 2));
    if (other == row) continue;
    const here = vector + (<usize>row << 3);
    const there = vector + (<usize>other << 3);
    const held = load<f64>(here);
    store<f64>(here, load<f64>(there));
    store<f64>(there, held);
  }
  for (let row = 1; row < n; row++) {
    const place = vector + (<usize>row << 3);
    store<f64>(place, load<f64>(place) - product(rowAt(row), 0, row));
  }
  for (let row = n - 1; row >= 0; row--) {
    const place = vector + (<usize>row << 3);
    const rest = load<f64>(place) - product(rowAt(row), row + 1, n);
    store<f64>(place, rest / load<f64>(rowAt(row) + (<usize>row << 3)));
  }
}

/** Σ row_x vector_x for from ≤ x < to. */
function product(row: usize, from: i32, to: i32): f64 {
  let first = f64x2.splat(0);
  let second = f64x2.splat(0);
  let offset = <usize>from << 3;
  const end = <usize>to << 3;
  for (; offset + 32 <= end; offset += 32) {
    first = f64x2.add(first, f64x2.mul(v128.load(row + offset), v128.load(vector + offset)));
    second = f64x2.add(second, f64x2.mul(v128.load(row + offset, 16), v128.load(vector + offset, 16)));
  }
  const sums = f64x2.add(first, second);
  let sum = f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1);
  for (; offset < end; offset += 8) sum += load<f64>(row + offset) * load<f64>(vector + offset);
  return sum;
}

function largestBelow(column: i32): i32 {
  const place = <usize>column << 3;
  let best = column;
  let size = Math.abs(load<f64>(rowAt(column) + place));
  for (let row = column + 1; row < n; row++) {
    const candidate = Math.abs(load<f64>(rowAt(row) + place));
    if (candidate > size) {
      best = row;
      size = candidate;
    }
  }
  return best;
}

function exchange(first: usize, second: usize): void {
  for (let offset: usize = 0; offset < rowBytes; offset += 16) {
    const held = v128.load(first + offset);
    v128.store(first + offset, v128.load(second + offset));
    v128.store(second + offset, held);
  }
}

@inline
function rowAt(row: i32): usize {
  return matrix + <usize>row * rowBytes;
}
