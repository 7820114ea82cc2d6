import { ERF } from '../../math-core/kernels/activations/activation';
import { reserve } from '../../math-core/kernels/memory/reserve';

/**
 * Where everything lies. Matrices over the n = p + k fields have rows padded with zeros to an even number of doubles,
 * `rowBytes` long; students come first. The host writes the packed state (the upper triangle of Q row by row, then M, then a
 * where the second layer is trained) and reads the packed derivative.
 */
export let students: i32 = 0;
export let count: i32 = 0;
export let rowBytes: usize = 0;
/** Whether a is part of the state. */
export let secondLayerMoves: bool = false;
/** The activations of the students and of the teachers, and whether both are erf, for which there are faster ways. */
export let student: i32 = ERF;
export let teacher: i32 = ERF;
export let isErf: bool = true;

/** State and derivative, p(p+1)/2 + pk doubles each, and p more where a is trained. */
export let state: usize = 0;
export let derivative: usize = 0;
/** Where M and a begin in them, in bytes. */
export let overlapOffset: usize = 0;
export let secondLayerOffset: usize = 0;
/** a, p doubles. */
export let secondLayer: usize = 0;
/** v_b = −a_i/p for students and a*_r/k for teachers; the teachers' are the host's. */
export let outputWeights: usize = 0;
/** C = Ω, both halves; the teachers' block is the host's. */
export let covariance: usize = 0;
/** C⁽ⁱ⁾, both halves. */
export let tilted: usize = 0;
/**
 * What an unordered pair of fields counts in Σ_be v_b v_e …: rows from the diagonal on, from the even column before it where
 * that is odd; 2 v_b v_e above the diagonal, v_b² on it, 0 below. The correlations lie in the same order.
 */
export let pairWeights: usize = 0;
export let correlations: usize = 0;
export let correlationsEnd: usize = 0;
/** A vector over the fields: 1/√(1 + C̃_bb). */
export let normalisations: usize = 0;
/** The force of the gradient on the selected student along every field, and its shares: see `selectStudent`. */
export let shares: usize = 0;
export let forces: usize = 0;

let sharesOfAll: usize = 0;
let forcesOfAll: usize = 0;

export function reserveFields(studentWidth: i32, teacherWidth: i32, trainsSecondLayer: bool): void {
  students = studentWidth;
  count = studentWidth + teacherWidth;
  secondLayerMoves = trainsSecondLayer;
  rowBytes = (<usize>(count + 1) & ~(<usize>1)) << 3;
  const p = <usize>students;
  const matrixBytes = <usize>count * rowBytes;
  overlapOffset = 4 * p * (p + 1);
  secondLayerOffset = overlapOffset + 8 * p * <usize>teacherWidth;
  const stateBytes = secondLayerOffset + (trainsSecondLayer ? 8 * p : 0);
  state = reserve(stateBytes);
  derivative = reserve(stateBytes);
  secondLayer = reserve(8 * p);
  outputWeights = reserve(rowBytes);
  covariance = reserve(matrixBytes);
  tilted = reserve(matrixBytes);
  const columns = rowBytes >> 3;
  const pairBytes = (((columns >> 1) * ((columns >> 1) + 1)) << 4) - (count & 1 ? 16 : 0);
  pairWeights = reserve(pairBytes);
  correlations = reserve(pairBytes);
  correlationsEnd = correlations + pairBytes;
  normalisations = reserve(rowBytes);
  sharesOfAll = reserve(p * rowBytes);
  forcesOfAll = reserve(p * rowBytes);
}

export function setActivations(ofStudent: i32, ofTeacher: i32): void {
  student = ofStudent;
  teacher = ofTeacher;
  isErf = student == ERF && teacher == ERF;
}

/** Makes `shares` and `forces` those of student i. */
export function selectStudent(i: usize): void {
  shares = sharesOfAll + i * rowBytes;
  forces = forcesOfAll + i * rowBytes;
}

export function sharesOf(i: usize): usize {
  return sharesOfAll + i * rowBytes;
}

export function forcesOf(i: usize): usize {
  return forcesOfAll + i * rowBytes;
}

/** Fills what follows from a, and from the teachers' output weights, which the host has written. */
export function weighPairs(): void {
  const p = <usize>students;
  for (let i: usize = 0; i < p; i++) {
    store<f64>(outputWeights + (i << 3), -load<f64>(secondLayer + (i << 3)) / <f64>p);
  }
  const columns = rowBytes >> 3;
  let to = pairWeights;
  for (let b: usize = 0; b < <usize>count; b++) {
    const own = load<f64>(outputWeights + (b << 3));
    for (let e = b & ~(<usize>1); e < columns; e++, to += 8) {
      const times = e < b ? 0 : e == b ? 1 : 2;
      store<f64>(to, times * own * load<f64>(outputWeights + (e << 3)));
    }
  }
}

/** Copies Q and M of the packed state into C, and a where it moves. */
export function loadState(): void {
  let from = state;
  for (let i: usize = 0; i < <usize>students; i++) {
    for (let j = i; j < <usize>students; j++, from += 8) setPair(i, j, load<f64>(from));
  }
  for (let i: usize = 0; i < <usize>students; i++) {
    for (let b = <usize>students; b < <usize>count; b++, from += 8) setPair(i, b, load<f64>(from));
  }
  if (secondLayerMoves) {
    memory.copy(secondLayer, state + secondLayerOffset, 8 * <usize>students);
    weighPairs();
  }
}

function setPair(i: usize, b: usize, value: f64): void {
  store<f64>(covariance + i * rowBytes + (b << 3), value);
  store<f64>(covariance + b * rowBytes + (i << 3), value);
}

/** a_i. */
@inline
export function outputOf(i: usize): f64 {
  return load<f64>(secondLayer + (i << 3));
}

/** v_b. */
@inline
export function outputWeightOf(b: usize): f64 {
  return load<f64>(outputWeights + (b << 3));
}

@inline
export function activationOf(b: usize): i32 {
  return b < <usize>students ? student : teacher;
}

/** C_be. */
@inline
export function covarianceOf(b: usize, e: usize): f64 {
  return load<f64>(covariance + b * rowBytes + (e << 3));
}

/** The diagonal of a matrix, two entries from `offset` on, 0 beyond the last. */
@inline
export function diagonalAt(matrix: usize, offset: usize): v128 {
  const place = matrix + (offset >> 3) * rowBytes + offset;
  const first = v128.load64_zero(place);
  return offset + 16 <= <usize>count << 3 ? v128.load64_lane(place + rowBytes + 8, first, 1) : first;
}

export function addressOfState(): usize {
  return state;
}

export function addressOfDerivative(): usize {
  return derivative;
}

export function addressOfSecondLayer(): usize {
  return secondLayer;
}

export function addressOfOutputWeights(): usize {
  return outputWeights;
}

export function addressOfCovariance(): usize {
  return covariance;
}
