import { divide, high, low, multiply, subtract } from '../compensated-arithmetic/double-double';

/*
 * The inverse of a 4 × 4 covariance and its determinant, as math-core's `inverseOfFour`: L D Lᵀ with pivoting in double-double
 * arithmetic, dependent fields kept apart by 1e-20 of their variance.
 */

const LEAST: f64 = 1e-20;
const ROUND_OFF: f64 = 1e-10;

/** C⁻¹, 16 doubles row by row. */
export const inverse: usize = memory.data(128, 16);
export let determinantOfFour: f64 = 0;

/** What remains of C, and the rows of M = L⁻¹: 16 pairs (high, low) each. */
const rest: usize = memory.data(256, 16);
const M: usize = memory.data(256, 16);
const order: usize = memory.data(16, 16);

let pivotHigh: f64 = 0;
let pivotLow: f64 = 0;

@inline
function place(base: usize, x: i32, y: i32): usize {
  return base + (<usize>((x << 2) + y) << 4);
}

@inline
function fieldAt(step: i32): i32 {
  return load<i32>(order + (<usize>step << 2));
}

/** Fills `inverse` and `determinantOfFour`; NaN where C is no covariance. */
export function invertFour(C: usize): void {
  for (let index = 0; index < 16; index++) {
    const to = <usize>index << 4;
    store<f64>(rest + to, load<f64>(C + (<usize>index << 3)));
    store<f64>(rest + to, 0, 8);
    store<f64>(M + to, index % 5 == 0 ? 1 : 0);
    store<f64>(M + to, 0, 8);
    store<f64>(inverse + (<usize>index << 3), 0);
  }
  for (let step = 0; step < 4; step++) store<i32>(order + (<usize>step << 2), step);
  determinantOfFour = 1;
  for (let step = 0; step < 4; step++) eliminate(C, step);
}

function eliminate(C: usize, step: i32): void {
  bringLargestForward(C, step);
  const q = fieldAt(step);
  acceptPivot(C, q);
  const ofQ = pivotHigh;
  const ofQLow = pivotLow;
  determinantOfFour *= ofQ;
  // Row q of M is complete: it has been reduced by the fields before.
  for (let s = 0; s < 4; s++) {
    for (let t = 0; t <= s; t++) {
      const to = inverse + (<usize>((s << 2) + t) << 3);
      const value = load<f64>(to) + (load<f64>(place(M, q, s)) * load<f64>(place(M, q, t))) / ofQ;
      store<f64>(to, value);
      store<f64>(inverse + (<usize>((t << 2) + s) << 3), value);
    }
  }
  for (let later = step + 1; later < 4; later++) {
    const x = fieldAt(later);
    acceptPivot(C, x);
    keepWithinBounds(place(rest, q, x), ofQ, pivotHigh);
  }
  for (let later = step + 1; later < 4; later++) {
    const x = fieldAt(later);
    const row = place(rest, q, x);
    divide(load<f64>(row), load<f64>(row, 8), ofQ, ofQLow);
    const factor = high;
    const factorLow = low;
    for (let s = 0; s < 4; s++) subtractProduct(place(M, x, s), factor, factorLow, place(M, q, s));
    for (let other = step + 1; other < 4; other++) {
      const y = fieldAt(other);
      subtractProduct(place(rest, x, y), factor, factorLow, place(rest, q, y));
    }
  }
}

/** The entry at `to` less factor times that at `from`. */
function subtractProduct(to: usize, factor: f64, factorLow: f64, from: usize): void {
  multiply(factor, factorLow, load<f64>(from), load<f64>(from, 8));
  subtract(load<f64>(to), load<f64>(to, 8), high, low);
  store<f64>(to, high);
  store<f64>(to, low, 8);
}

function bringLargestForward(C: usize, step: i32): void {
  for (let later = step + 1; later < 4; later++) {
    const x = fieldAt(step);
    const y = fieldAt(later);
    const ofX = load<f64>(place(rest, x, x)) * load<f64>(C + <usize>(40 * y));
    const ofY = load<f64>(place(rest, y, y)) * load<f64>(C + <usize>(40 * x));
    if (ofY > ofX) {
      store<i32>(order + (<usize>step << 2), y);
      store<i32>(order + (<usize>later << 2), x);
    }
  }
}

function acceptPivot(C: usize, x: i32): void {
  const own = load<f64>(C + <usize>(40 * x));
  const remaining = place(rest, x, x);
  pivotHigh = load<f64>(remaining);
  pivotLow = load<f64>(remaining, 8);
  if (pivotHigh >= LEAST * own) return;
  pivotHigh = pivotHigh >= -ROUND_OFF * own ? LEAST * own : NaN;
  pivotLow = 0;
}

/** A covariance beyond √(C_xx C_yy) by rounding becomes that. */
function keepWithinBounds(entry: usize, first: f64, second: f64): void {
  const value = load<f64>(entry);
  const square = first * second;
  if (!(value * value > square)) return;
  store<f64>(entry, value < 0 ? -Math.sqrt(square) : Math.sqrt(square));
  store<f64>(entry, 0, 8);
}
