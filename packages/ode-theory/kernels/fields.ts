import { reserve } from '../../math-core/kernels/memory/reserve';

/**
 * Where everything lies. Matrices over the n = p + k fields have rows padded with zeros to an even number of doubles,
 * `rowBytes` long; students come first. The host writes the packed state (the upper triangle of Q row by row, then M) and
 * reads the packed derivative.
 */
export let students: i32 = 0;
export let count: i32 = 0;
export let rowBytes: usize = 0;

/** State and derivative, p(p+1)/2 + pk doubles each. */
export let state: usize = 0;
export let derivative: usize = 0;
/** v_b = −a_i/p for students and a*_r/k for teachers. */
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
/** Vectors over the fields: 1/√(1 + C̃_bb), and the force of the gradient with its shares. */
export let normalisations: usize = 0;
export let shares: usize = 0;
export let forces: usize = 0;

export function reserveFields(studentWidth: i32, teacherWidth: i32): void {
  students = studentWidth;
  count = studentWidth + teacherWidth;
  rowBytes = (<usize>(count + 1) & ~(<usize>1)) << 3;
  const matrixBytes = <usize>count * rowBytes;
  const stateBytes = 4 * <usize>students * <usize>(students + 1 + 2 * teacherWidth);
  state = reserve(stateBytes);
  derivative = reserve(stateBytes);
  outputWeights = reserve(rowBytes);
  covariance = reserve(matrixBytes);
  tilted = reserve(matrixBytes);
  const columns = rowBytes >> 3;
  const pairBytes = (((columns >> 1) * ((columns >> 1) + 1)) << 4) - (count & 1 ? 16 : 0);
  pairWeights = reserve(pairBytes);
  correlations = reserve(pairBytes);
  correlationsEnd = correlations + pairBytes;
  normalisations = reserve(rowBytes);
  shares = reserve(rowBytes);
  forces = reserve(rowBytes);
}

/** Fills what follows from the output weights, which the host has written. */
export function weighPairs(): void {
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

/** Copies Q and M of the packed state into C. */
export function loadState(): void {
  let from = state;
  for (let i: usize = 0; i < <usize>students; i++) {
    for (let j = i; j < <usize>students; j++, from += 8) setPair(i, j, load<f64>(from));
  }
  for (let i: usize = 0; i < <usize>students; i++) {
    for (let b = <usize>students; b < <usize>count; b++, from += 8) setPair(i, b, load<f64>(from));
  }
}

function setPair(i: usize, b: usize, value: f64): void {
  store<f64>(covariance + i * rowBytes + (b << 3), value);
  store<f64>(covariance + b * rowBytes + (i << 3), value);
}

export function addressOfState(): usize {
  return state;
}

export function addressOfDerivative(): usize {
  return derivative;
}

export function addressOfOutputWeights(): usize {
  return outputWeights;
}

export function addressOfCovariance(): usize {
  return covariance;
}
