import type { Network, OrderParameters } from '@crossover/math-core';
import { packState, rightHandSide, secondLayerOf, unpackState, type DriftWeights } from '../../src/index.ts';

export interface Drift {
  readonly dQ: Float64Array;
  readonly dM: Float64Array;
  /** Zero where the second layer is not trained. */
  readonly da?: Float64Array;
}

/** The drift as full matrices. The second layer is trained where the weights say so. */
export function drift(
  overlaps: OrderParameters,
  weights: DriftWeights,
  noise: number,
  network: Network = {},
): Drift {
  const { studentWidth: p } = overlaps;
  const trainsSecondLayer = weights.secondLayer !== undefined;
  const outputs = network.studentSecondLayer ?? new Float64Array(p).fill(1);
  const state = packState(overlaps, trainsSecondLayer ? outputs : undefined);
  const derivative = new Float64Array(state.length);
  const model = { ...overlaps, ...network, noise, trainsSecondLayer };
  rightHandSide(model, weights)(state, derivative);
  const { Q, M } = unpackState(derivative, overlaps);
  return { dQ: Q, dM: M, da: secondLayerOf(derivative, model) ?? new Float64Array(p) };
}

/** Largest |a − b| over both matrices and the second layer. */
export function difference(a: Drift, b: Drift): number {
  const largest = (x: Float64Array = new Float64Array(), y: Float64Array = x): number =>
    x.reduce((most, value, index) => Math.max(most, Math.abs(value - y[index])), 0);
  return Math.max(largest(a.dQ, b.dQ), largest(a.dM, b.dM), largest(a.da, b.da));
}
