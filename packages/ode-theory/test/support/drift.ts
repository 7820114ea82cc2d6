import { I3, I4, J2, type OrderParameters, jointCovariance } from '@crossover/math-core';
import { packState, rightHandSide, unpackState, type DriftWeights } from '../../src/index.ts';

export interface Drift {
  readonly dQ: Float64Array;
  readonly dM: Float64Array;
}

/** The drift as full matrices. */
export function drift(overlaps: OrderParameters, weights: DriftWeights, noise: number): Drift {
  const state = packState(overlaps);
  const derivative = new Float64Array(state.length);
  rightHandSide({ ...overlaps, noise }, weights)(state, derivative);
  const { Q, M } = unpackState(derivative, overlaps);
  return { dQ: Q, dM: M };
}

/** The drift term by term: four nested sums over scalar averages, nothing shared. */
export function naiveDrift(overlaps: OrderParameters, weights: DriftWeights, noise: number): Drift {
  const { studentWidth: p, teacherWidth: k } = overlaps;
  const n = p + k;
  const omega = jointCovariance(overlaps);
  const C = (b: number, e: number): number => omega[b * n + e];
  const v = (b: number): number => (b < p ? -1 / p : 1 / k);
  const fields = Array.from({ length: n }, (_, b) => b);
  const force = (i: number, b: number): number =>
    fields.reduce((sum, e) => sum + v(e) * I3(C(i, i), C(i, b), C(i, e), C(b, e), C(e, e)), 0);
  const variance = (i: number, j: number): number => {
    let sum = noise * J2(C(i, i), C(i, j), C(j, j));
    for (const b of fields) {
      for (const e of fields) {
        const block = [i, j, b, e].flatMap((row) => [i, j, b, e].map((column) => C(row, column)));
        sum += v(b) * v(e) * I4(block);
      }
    }
    return sum;
  };
  const dQ = new Float64Array(p * p);
  const dM = new Float64Array(p * k);
  for (let i = 0; i < p; i++) {
    for (let j = 0; j < p; j++) {
      dQ[i * p + j] = weights.gradient * (force(i, j) + force(j, i)) + weights.variance * variance(i, j);
    }
    for (let r = 0; r < k; r++) dM[i * k + r] = weights.gradient * force(i, p + r);
  }
  return { dQ, dM };
}

/** Largest |a − b| over both matrices. */
export function difference(a: Drift, b: Drift): number {
  const largest = (x: Float64Array, y: Float64Array): number =>
    x.reduce((most, value, index) => Math.max(most, Math.abs(value - y[index])), 0);
  return Math.max(largest(a.dQ, b.dQ), largest(a.dM, b.dM));
}
