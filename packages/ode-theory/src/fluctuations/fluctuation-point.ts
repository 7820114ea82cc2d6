import type { OrderParameters } from '@crossover/math-core';
import type { Observable } from '../integrator/error-estimate.ts';
import { secondLayerOf, unpackState } from '../right-hand-side/packed-state.ts';
import type { DriftModel } from '../right-hand-side/right-hand-side.ts';
import type { LinearNoiseState } from './linear-noise-integrator.ts';
import { quadraticForm } from './matrix-products.ts';

/** Mean and fluctuations at one output time. */
export interface FluctuationPoint {
  readonly time: number;
  /** R of the mean overlaps. */
  readonly risk: number;
  /** √(∇Rᵀ Σ ∇R) */
  readonly standardDeviationOfRisk: number;
  readonly orderParameters: OrderParameters;
  /** Of every entry of Q and M, in the places of the entries; P does not fluctuate, and is zero here. */
  readonly standardDeviation: OrderParameters;
  /** a where it is trained, else null. */
  readonly secondLayer: Float64Array | null;
  readonly standardDeviationOfSecondLayer: Float64Array | null;
  /** Σ, L × L row-major, of the packed state: the upper triangle of Q by rows, M by rows, then a where it is trained. */
  readonly covariance: Float64Array;
}

/** Reads R, the overlaps and their deviations off a mean state and its covariance. */
export function fluctuationPoint(
  model: DriftModel,
  risk: Observable,
  time: number,
  { state, sigma }: LinearNoiseState,
): FluctuationPoint {
  const n = state.length;
  const gradient = new Float64Array(n);
  const value = risk(state, gradient);
  const deviations = Float64Array.from({ length: n }, (_, x) => Math.sqrt(Math.max(0, sigma[x * n + x])));
  const { P } = model;
  return {
    time,
    risk: value,
    standardDeviationOfRisk: Math.sqrt(Math.max(0, quadraticForm(gradient, sigma))),
    orderParameters: unpackState(state, model),
    standardDeviation: unpackState(deviations, { ...model, P: new Float64Array(P.length) }),
    secondLayer: secondLayerOf(state, model),
    standardDeviationOfSecondLayer: secondLayerOf(deviations, model),
    covariance: sigma.slice(),
  };
}
