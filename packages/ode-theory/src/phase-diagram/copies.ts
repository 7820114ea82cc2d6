import type { OrderParameters } from '@crossover/math-core';
import { packState } from '../right-hand-side/packed-state.ts';
import { uncheckedRightHandSide } from '../right-hand-side/right-hand-side.ts';
import type { VectorField } from '../integrator/initial-step.ts';

/**
 * Symmetric specialised students of k orthonormal teachers: Q_ii = q, Q_ij = c, M_ii = m, M_ij = n. The drift keeps this
 * form, so that four numbers move (two, q and m, for k = 1). A student of p = l k units with l exact copies of each has
 * the same outputs, and a step moves the copies together by the same γ/p: all that is found here for p = k holds for it too.
 */
export function perfectCopies(k: number): Float64Array {
  return k === 1 ? Float64Array.of(1, 1) : Float64Array.of(1, 0, 1, 0);
}

export function copiedOverlaps(k: number, y: Float64Array): OrderParameters {
  const [q, c, m, n] = k === 1 ? [y[0], 0, y[1], 0] : y;
  const square = (diagonal: number, off: number): Float64Array =>
    Float64Array.from({ length: k * k }, (_, x) => (x % (k + 1) === 0 ? diagonal : off));
  return { studentWidth: k, teacherWidth: k, Q: square(q, c), M: square(m, n), P: square(1, 0) };
}

/** d(q, c, m, n)/dτ with the given weights. */
export function driftOfCopies(
  k: number,
  noise: number,
  weights: { readonly gradient: number; readonly variance: number },
): VectorField {
  const { P } = copiedOverlaps(k, perfectCopies(k));
  const drift = uncheckedRightHandSide({ studentWidth: k, teacherWidth: k, noise, P }, weights);
  const derivative = new Float64Array(packState(copiedOverlaps(k, perfectCopies(k))).length);
  const offset = (k * (k + 1)) / 2;
  return (y, target) => {
    drift(packState(copiedOverlaps(k, y)), derivative);
    target[0] = derivative[0];
    target[k === 1 ? 1 : 2] = derivative[offset];
    if (k > 1) {
      target[1] = derivative[1];
      target[3] = derivative[offset + 1];
    }
  };
}
