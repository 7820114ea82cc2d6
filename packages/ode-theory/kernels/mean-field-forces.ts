import { reserve } from '../../math-core/kernels/memory/reserve';
import {
  axes,
  complements,
  count,
  directions,
  forces,
  leastComplement,
  rowBytes,
  spanBytes,
  teacherDirections,
  teachers,
  teacherWeights,
} from './mean-field-particles';

/** Particles of a strip: their rows of directions and forces stay in the first-level cache while all others pass by. */
const STRIP_BYTES: usize = 2048;

/**
 * Below this 1 − |ũ|² (C_ii above 15), 1 − ρ² is taken from differences of coordinates: from ρ itself it would have lost more than
 * a factor 16 in accuracy where two particles are nearly collinear.
 */
const CAREFUL_COMPLEMENT: f64 = 0.0625;

/** 1/√(1 − ρ²) of two particles with a strip of others. */
let upper: usize = 0;
let lower: usize = 0;

export function reserveStrip(): void {
  upper = reserve(STRIP_BYTES);
  lower = reserve(STRIP_BYTES);
}

/** H_i = Σ_{j≠i} ũ_j/√(1 − ρ_ij²) over the other particles, each pair once: rows two by two against strips of columns. */
export function addPairs(): void {
  memory.fill(forces, 0, spanBytes);
  const careful = leastComplement < CAREFUL_COMPLEMENT;
  for (let start: usize = 0; start < rowBytes; start += STRIP_BYTES) {
    const end = min(start + STRIP_BYTES, rowBytes);
    for (let i: usize = 0; i < end; i += 16) {
      const first = max(start, i + 16);
      if (first < end) {
        if (careful) weighCarefully(i, first, end);
        else weigh(i, first, end);
        for (let axis: usize = 0; axis < spanBytes; axis += 2 * rowBytes) exchange(axis, i, first, end);
      }
      if (i >= start) addNeighbours(i, careful);
    }
  }
}

/** Fills `upper` and `lower`: particles i and i + 1 with those from `first` to `end`. */
function weigh(i: usize, first: usize, end: usize): void {
  const bytes = end - first;
  let offset = directions;
  const last = directions + spanBytes - 2 * rowBytes;
  for (; offset < last; offset += 2 * rowBytes) correlate(offset, offset == directions, i, first, bytes);
  const a0 = v128.load64_splat(offset + i);
  const a1 = v128.load64_splat(offset + rowBytes + i);
  const b0 = v128.load64_splat(offset + i + 8);
  const b1 = v128.load64_splat(offset + rowBytes + i + 8);
  const isOnly = last == directions;
  const one = f64x2.splat(1);
  for (let at: usize = 0, from = offset + first; at < bytes; at += 16, from += 16) {
    const x = v128.load(from);
    const y = v128.load(from + rowBytes);
    let a = f64x2.add(f64x2.mul(a0, x), f64x2.mul(a1, y));
    let b = f64x2.add(f64x2.mul(b0, x), f64x2.mul(b1, y));
    if (!isOnly) {
      a = f64x2.add(a, v128.load(upper + at));
      b = f64x2.add(b, v128.load(lower + at));
    }
    a = f64x2.sqrt(f64x2.sub(one, f64x2.mul(a, a)));
    b = f64x2.sqrt(f64x2.sub(one, f64x2.mul(b, b)));
    // One division for both: roots and divisions are a third of the time.
    const reciprocal = f64x2.div(one, f64x2.mul(a, b));
    v128.store(upper + at, f64x2.mul(reciprocal, b));
    v128.store(lower + at, f64x2.mul(reciprocal, a));
  }
}

/** The share of two axes in the correlations. */
function correlate(offset: usize, isFirst: bool, i: usize, first: usize, bytes: usize): void {
  const a0 = v128.load64_splat(offset + i);
  const a1 = v128.load64_splat(offset + rowBytes + i);
  const b0 = v128.load64_splat(offset + i + 8);
  const b1 = v128.load64_splat(offset + rowBytes + i + 8);
  for (let at: usize = 0, from = offset + first; at < bytes; at += 16, from += 16) {
    const x = v128.load(from);
    const y = v128.load(from + rowBytes);
    let a = f64x2.add(f64x2.mul(a0, x), f64x2.mul(a1, y));
    let b = f64x2.add(f64x2.mul(b0, x), f64x2.mul(b1, y));
    if (!isFirst) {
      a = f64x2.add(a, v128.load(upper + at));
      b = f64x2.add(b, v128.load(lower + at));
    }
    v128.store(upper + at, a);
    v128.store(lower + at, b);
  }
}

/** What two axes of the particles i, i + 1 and of a strip push each other by. */
function exchange(axis: usize, i: usize, first: usize, end: usize): void {
  const from = directions + axis;
  const to = forces + axis;
  const a0 = v128.load64_splat(from + i);
  const a1 = v128.load64_splat(from + rowBytes + i);
  const b0 = v128.load64_splat(from + i + 8);
  const b1 = v128.load64_splat(from + rowBytes + i + 8);
  let onA0 = f64x2.splat(0);
  let onA1 = f64x2.splat(0);
  let onB0 = f64x2.splat(0);
  let onB1 = f64x2.splat(0);
  const shift = to - from;
  for (let place = from + first, at: usize = 0; place < from + end; place += 16, at += 16) {
    const a = v128.load(upper + at);
    const b = v128.load(lower + at);
    const x = v128.load(place);
    const y = v128.load(place + rowBytes);
    onA0 = f64x2.add(onA0, f64x2.mul(a, x));
    onA1 = f64x2.add(onA1, f64x2.mul(a, y));
    onB0 = f64x2.add(onB0, f64x2.mul(b, x));
    onB1 = f64x2.add(onB1, f64x2.mul(b, y));
    const onX = f64x2.add(f64x2.mul(a, a0), f64x2.mul(b, b0));
    const onY = f64x2.add(f64x2.mul(a, a1), f64x2.mul(b, b1));
    v128.store(place + shift, f64x2.add(v128.load(place + shift), onX));
    v128.store(place + shift + rowBytes, f64x2.add(v128.load(place + shift + rowBytes), onY));
  }
  addLanes(to + i, onA0);
  addLanes(to + rowBytes + i, onA1);
  addLanes(to + i + 8, onB0);
  addLanes(to + rowBytes + i + 8, onB1);
}

@inline
function addLanes(to: usize, sum: v128): void {
  store<f64>(to, load<f64>(to) + (f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1)));
}

/** `weigh` where correlations come close to ±1. */
function weighCarefully(i: usize, first: usize, end: usize): void {
  for (let j = first; j < end; j += 8) {
    store<f64>(upper + j - first, 1 / Math.sqrt(complementOfSquare(i, j)));
    store<f64>(lower + j - first, 1 / Math.sqrt(complementOfSquare(i + 8, j)));
  }
}

/**
 * 1 − ρ² = t (2 − t) for two particles, t = 1 − |ρ| = ½ (|ũ_i ∓ ũ_j|² + (1 − |ũ_i|²) + (1 − |ũ_j|²)): a sum of terms ≥ 0, right to
 * a few √(1 + C) units of the last place where 1 − ρ·ρ has lost a factor 1 + C.
 */
function complementOfSquare(i: usize, j: usize): f64 {
  let rho: f64 = 0;
  for (let axis = directions; axis < directions + spanBytes; axis += rowBytes) {
    rho += load<f64>(axis + i) * load<f64>(axis + j);
  }
  const sign: f64 = rho < 0 ? -1 : 1;
  let square: f64 = 0;
  for (let axis = directions; axis < directions + spanBytes; axis += rowBytes) {
    const difference = load<f64>(axis + i) - sign * load<f64>(axis + j);
    square += difference * difference;
  }
  const t = 0.5 * (square + (load<f64>(complements + i) + load<f64>(complements + j)));
  return t * (2 - t);
}

/** The pair of the particles i and i + 1, which no strip holds. */
function addNeighbours(i: usize, careful: bool): void {
  let weight: f64 = 0;
  if (careful) {
    weight = 1 / Math.sqrt(complementOfSquare(i, i + 8));
  } else {
    let rho: f64 = 0;
    for (let axis = directions + i; axis < directions + spanBytes; axis += rowBytes) {
      rho += load<f64>(axis) * load<f64>(axis + 8);
    }
    weight = 1 / Math.sqrt(1 - rho * rho);
  }
  for (let axis: usize = i; axis < spanBytes; axis += rowBytes) {
    store<f64>(forces + axis, load<f64>(forces + axis) + weight * load<f64>(directions + axis + 8));
    store<f64>(forces + axis + 8, load<f64>(forces + axis + 8) + weight * load<f64>(directions + axis));
  }
}
