import type { OrderParameters } from '@crossover/math-core';

/**
 * The state of the differential equations: the upper triangle of the symmetric Q row by row, then M row
 * by row. Q_ij and Q_ji are one number, so that they cannot drift apart and each is integrated once.
 */

/** p(p+1)/2 + pk, the length of a packed state. */
export function stateLength(studentWidth: number, teacherWidth: number): number {
  return overlapOffset(studentWidth) + studentWidth * teacherWidth;
}

/** p(p+1)/2: where M begins. */
export function overlapOffset(studentWidth: number): number {
  return (studentWidth * (studentWidth + 1)) / 2;
}

/** Packs Q and M; the lower triangle of Q is not read. P does not move and is no part of the state. */
export function packState({ studentWidth: p, teacherWidth: k, Q, M }: OrderParameters): Float64Array {
  const state = new Float64Array(stateLength(p, k));
  let next = 0;
  for (let i = 0; i < p; i++) {
    for (let j = i; j < p; j++) state[next++] = Q[i * p + j];
  }
  state.set(M, next);
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
  return { studentWidth: p, teacherWidth: k, Q, M: state.slice(next), P };
}
