import type { OrderParameters } from '@crossover/math-core';

/**
 * The state of the differential equations: the upper triangle of the symmetric Q row by row, then M row by row, then the
 * output weights a where they are trained. Q_ij and Q_ji are one number, so that they cannot drift apart and each is
 * integrated once.
 */

/** What fixes the layout of a packed state. */
export interface StateLayout {
  readonly studentWidth: number;
  readonly teacherWidth: number;
  /** Whether a is part of the state; by default it is not. */
  readonly trainsSecondLayer?: boolean;
}

/** p(p+1)/2 + pk, and p more where the second layer is trained: the length of a packed state. */
export function stateLength(studentWidth: number, teacherWidth: number, trainsSecondLayer = false): number {
  const overlaps = overlapOffset(studentWidth) + studentWidth * teacherWidth;
  return overlaps + (trainsSecondLayer ? studentWidth : 0);
}

/** p(p+1)/2: where M begins. */
export function overlapOffset(studentWidth: number): number {
  return (studentWidth * (studentWidth + 1)) / 2;
}

/**
 * Packs Q and M, and a behind them where it is given; the lower triangle of Q is not read. P does not move and is no part of
 * the state.
 */
export function packState(
  { studentWidth: p, teacherWidth: k, Q, M }: OrderParameters,
  secondLayer?: Float64Array,
): Float64Array {
  const state = new Float64Array(stateLength(p, k, secondLayer !== undefined));
  let next = 0;
  for (let i = 0; i < p; i++) {
    for (let j = i; j < p; j++) state[next++] = Q[i * p + j];
  }
  state.set(M.subarray(0, p * k), next);
  if (secondLayer !== undefined) state.set(secondLayer.subarray(0, p), next + p * k);
  return state;
}

/** Full matrices from a packed state; P is shared, not copied. */
export function unpackState(
  state: Float64Array,
  { studentWidth: p, teacherWidth: k, P }: Pick<OrderParameters, 'studentWidth' | 'teacherWidth' | 'P'>,
): OrderParameters {
  const Q = new Float64Array(p * p);
  let next = 0;
  for (let i = 0; i < p; i++) {
    for (let j = i; j < p; j++) {
      Q[i * p + j] = state[next];
      Q[j * p + i] = state[next++];
    }
  }
  return { studentWidth: p, teacherWidth: k, Q, M: state.slice(next, next + p * k), P };
}

/** a of a packed state, copied; null where it is no part of the state. */
export function secondLayerOf(
  state: Float64Array,
  { studentWidth: p, teacherWidth: k, trainsSecondLayer = false }: StateLayout,
): Float64Array | null {
  return trainsSecondLayer ? state.slice(stateLength(p, k), stateLength(p, k, true)) : null;
}
