import { activate, differentiate } from '../../math-core/kernels/activations/activation';
import { reserve } from '../../math-core/kernels/memory/reserve';
import { tabulateErrorFunction } from '../../math-core/kernels/special-functions/error-function';
import { addProducts, BLOCK_PAIRS, paddedCount, ROW_BYTES } from './gram-matrix';

/** Nodes are taken two at a time, one in each lane; BLOCK_PAIRS pairs make a block. */

let students: i32 = 0;
let count: i32 = 0;
let pairs: i32 = 0;
let trainsSecondLayer: bool = false;
let studentActivation: i32 = 0;
let teacherActivation: i32 = 0;

/** Δ, ρ² / b, ρ, (1 − η_w) ρ and γ_a / p. */
let noise: f64 = 0;
let rateSquared: f64 = 0;
let rateOfM: f64 = 0;
let rateOfQ: f64 = 0;
let rateOfOutputs: f64 = 0;

/** z of all pairs: pair by pair, n v128 each. */
let nodes: usize = 0;
/** Of all nodes, with the mean 1. */
let nodeWeights: usize = 0;
/** F (n × n) with λ = F z. */
let factor: usize = 0;
/** For each column of F, 1 or, where it is zero, 0. */
let usedColumns: usize = 0;
/** v_b, and a_i σ'(λ_i) = a_i · slope with a. */
let outputWeights: usize = 0;
let secondLayer: usize = 0;

/** Vectors over the fields, a v128 each. */
let fields: usize = 0;
let values: usize = 0;
let slopes: usize = 0;
/** Rows of the vectors whose outer products add up to E[Δy Δyᵀ]; see `fillPair`. */
let first: usize = 0;
let second: usize = 0;
/**
 * Sums over nodes: of Δy, a v128 an entry, and of Δy Δyᵀ, whose rows have `paddedCount(L)` entries, from the diagonal
 * on.
 */
let meanSums: usize = 0;
let productSums: usize = 0;
let length: i32 = 0;
let overlaps: i32 = 0;

export function reserveIncrementMoments(
  studentWidth: i32,
  teacherWidth: i32,
  nodePairs: i32,
  secondLayerMoves: bool,
  activationOfStudents: i32,
  activationOfTeachers: i32,
): void {
  tabulateErrorFunction();
  students = studentWidth;
  count = studentWidth + teacherWidth;
  pairs = nodePairs;
  trainsSecondLayer = secondLayerMoves;
  studentActivation = activationOfStudents;
  teacherActivation = activationOfTeachers;
  overlaps = (studentWidth * (studentWidth + 1)) / 2;
  length = overlaps + studentWidth * teacherWidth + (secondLayerMoves ? studentWidth : 0);
  const vector = <usize>count << 4;
  nodes = reserve(<usize>nodePairs * vector);
  nodeWeights = reserve(<usize>nodePairs << 4);
  factor = reserve((<usize>count * <usize>count) << 3);
  usedColumns = reserve(<usize>count << 3);
  outputWeights = reserve(<usize>count << 3);
  secondLayer = reserve(<usize>students << 3);
  fields = reserve(vector);
  values = reserve(vector);
  slopes = reserve(<usize>students << 4);
  const padded = paddedCount(length);
  first = reserve(padded * ROW_BYTES);
  second = reserve(paddedCount(overlaps) * ROW_BYTES);
  meanSums = reserve(<usize>length << 4);
  productSums = reserve((padded * padded) << 3);
}

export function setLearning(
  labelNoise: f64,
  ofSquares: f64,
  ofM: f64,
  ofQ: f64,
  ofOutputs: f64,
): void {
  noise = labelNoise;
  rateSquared = ofSquares;
  rateOfM = ofM;
  rateOfQ = ofQ;
  rateOfOutputs = ofOutputs;
}

/** Sums Δy and Δy Δyᵀ over all nodes; `outside` is d − r. */
export function sumMoments(outside: f64): void {
  memory.fill(meanSums, 0, <usize>length << 4);
  const padded = paddedCount(length);
  memory.fill(productSums, 0, (padded * padded) << 3);
  for (let start = 0; start < pairs; start += BLOCK_PAIRS) {
    for (let pair = 0; pair < BLOCK_PAIRS; pair++) fillPair(start + pair, <usize>pair << 4, outside);
    addProducts(first, padded, productSums, padded);
    addProducts(second, paddedCount(overlaps), productSums, padded);
  }
}

/**
 * One pair of nodes. Given the fields, Δy = E u + E² w ‖x‖² has the second moment
 *
 *     E₂ (u + m w)(u + m w)ᵀ + [Δ (e⁴ + 3Δ²) s²/E₂ + 2 (d−r) E₄] w wᵀ,     m = E₃ s/E₂,
 *
 * s = |z|² + d − r the mean of ‖x‖² and E_q = E[E^q]: two squares, the first of all entries and the second of those of Q.
 */
function fillPair(pair: i32, place: usize, outside: f64): void {
  const meanSquare = f64x2.add(loadFields(nodes + <usize>pair * (<usize>count << 4)), f64x2.splat(outside));
  const e = error();
  const noises = f64x2.splat(noise);
  const e2 = f64x2.mul(e, e);
  const E2 = f64x2.add(e2, noises);
  const e4 = f64x2.mul(e2, e2);
  const noise2 = f64x2.splat(3 * noise * noise);
  const E4 = f64x2.add(f64x2.add(e4, f64x2.mul(f64x2.splat(6 * noise), e2)), noise2);
  // Where E is certainly 0 nothing moves, and 0/0 is to be 0.
  const safe = v128.bitselect(E2, f64x2.splat(1), f64x2.gt(E2, f64x2.splat(0)));
  const scaled = f64x2.div(meanSquare, safe);
  const E3 = f64x2.mul(e, f64x2.add(e2, f64x2.splat(3 * noise)));
  const mixture = f64x2.mul(E3, scaled);
  const rest = f64x2.mul(f64x2.mul(noises, f64x2.add(e4, noise2)), f64x2.mul(scaled, meanSquare));
  const weight = v128.load(nodeWeights + (<usize>pair << 4));
  const along = f64x2.sqrt(f64x2.mul(weight, E2));
  const ofSquares = f64x2.add(rest, f64x2.mul(f64x2.splat(2 * outside), E4));
  const across = f64x2.sqrt(f64x2.mul(weight, ofSquares));
  const mean1 = f64x2.mul(weight, e);
  const mean2 = f64x2.mul(weight, f64x2.mul(E2, meanSquare));

  let to = first + place;
  let toSecond = second + place;
  let mean = meanSums;
  for (let i = 0; i < students; i++) {
    const slope = v128.load(slopes + (<usize>i << 4));
    const field = v128.load(fields + (<usize>i << 4));
    for (let j = i; j < students; j++) {
      const other = v128.load(slopes + (<usize>j << 4));
      const cross = f64x2.add(
        f64x2.mul(slope, v128.load(fields + (<usize>j << 4))),
        f64x2.mul(other, field),
      );
      const u = f64x2.mul(f64x2.splat(rateOfQ), cross);
      const w = f64x2.mul(f64x2.splat(rateSquared), f64x2.mul(slope, other));
      v128.store(to, f64x2.mul(along, f64x2.add(u, f64x2.mul(mixture, w))));
      v128.store(toSecond, f64x2.mul(across, w));
      addTo(mean, f64x2.add(f64x2.mul(mean1, u), f64x2.mul(mean2, w)));
      to += ROW_BYTES;
      toSecond += ROW_BYTES;
      mean += 16;
    }
  }
  for (let i = 0; i < students; i++) {
    const slope = f64x2.mul(f64x2.splat(rateOfM), v128.load(slopes + (<usize>i << 4)));
    for (let r = students; r < count; r++) {
      const u = f64x2.mul(slope, v128.load(fields + (<usize>r << 4)));
      v128.store(to, f64x2.mul(along, u));
      addTo(mean, f64x2.mul(mean1, u));
      to += ROW_BYTES;
      mean += 16;
    }
  }
  if (!trainsSecondLayer) return;
  for (let i = 0; i < students; i++) {
    const u = f64x2.mul(f64x2.splat(rateOfOutputs), v128.load(values + (<usize>i << 4)));
    v128.store(to, f64x2.mul(along, u));
    addTo(mean, f64x2.mul(mean1, u));
    to += ROW_BYTES;
    mean += 16;
  }
}

/** λ = F z, σ and a σ' of a pair of nodes; returns |z|² over the columns that F uses. */
function loadFields(z: usize): v128 {
  let square = f64x2.splat(0);
  for (let c = 0; c < count; c++) {
    const component = v128.load(z + (<usize>c << 4));
    const used = v128.load64_splat(usedColumns + (<usize>c << 3));
    square = f64x2.add(square, f64x2.mul(used, f64x2.mul(component, component)));
  }
  for (let f = 0; f < count; f++) {
    const row = factor + ((<usize>f * <usize>count) << 3);
    let sum = f64x2.splat(0);
    for (let c = 0; c < count; c++) {
      const entry = v128.load64_splat(row + (<usize>c << 3));
      sum = f64x2.add(sum, f64x2.mul(entry, v128.load(z + (<usize>c << 4))));
    }
    v128.store(fields + (<usize>f << 4), sum);
  }
  const teachers = <usize>students << 4;
  activate(studentActivation, fields, students, values);
  activate(teacherActivation, fields + teachers, count - students, values + teachers);
  differentiate(studentActivation, fields, students, slopes);
  for (let i = 0; i < students; i++) {
    const at = slopes + (<usize>i << 4);
    v128.store(at, f64x2.mul(v128.load64_splat(secondLayer + (<usize>i << 3)), v128.load(at)));
  }
  return square;
}

/** e = Σ_b v_b σ_b(λ_b). */
function error(): v128 {
  let sum = f64x2.splat(0);
  for (let f = 0; f < count; f++) {
    const weight = v128.load64_splat(outputWeights + (<usize>f << 3));
    sum = f64x2.add(sum, f64x2.mul(weight, v128.load(values + (<usize>f << 4))));
  }
  return sum;
}

@inline
function addTo(to: usize, value: v128): void {
  v128.store(to, f64x2.add(v128.load(to), value));
}

export function addressOfNodes(): usize {
  return nodes;
}

export function addressOfNodeWeights(): usize {
  return nodeWeights;
}

export function addressOfFactor(): usize {
  return factor;
}

export function addressOfUsedColumns(): usize {
  return usedColumns;
}

export function addressOfOutputWeights(): usize {
  return outputWeights;
}

export function addressOfSecondLayer(): usize {
  return secondLayer;
}

export function addressOfMeanSums(): usize {
  return meanSums;
}

export function addressOfProductSums(): usize {
  return productSums;
}
