import { jointCovariance, symmetricEigenvalues, type OrderParameters } from '@crossover/math-core';
import { NoStationaryStateError } from '../errors.ts';
import { secondLayerOf, unpackState } from '../right-hand-side/packed-state.ts';
import { uncheckedRightHandSide, type DriftModel } from '../right-hand-side/right-hand-side.ts';
import { riskSensitivity } from '../right-hand-side/risk-sensitivity.ts';
import type { DriftWeights } from '../scaling/weights.ts';
import { newton } from './newton.ts';
import { stability, type Stability } from './stability.ts';

/** A zero of the drift, and what is known about it. */
export interface StationaryState {
  /** Packed: what `rightHandSide` takes. */
  readonly state: Float64Array;
  readonly orderParameters: OrderParameters;
  /** a where it is trained, null where not. */
  readonly secondLayer: Float64Array | null;
  /** R, noise excluded; below about 1e-16 it is round-off and may be negative. */
  readonly risk: number;
  /** Largest |d(state)/dt|. */
  readonly residual: number;
  /** Smallest eigenvalue of Ω. Below −1e-6 the zero is one of the formulas, of no network. */
  readonly smallestEigenvalue: number;
  readonly stability: Stability;
}

/** Largest |d(state)/dt| that counts as zero, per unit of the weights: a thousand times the rounding of the drift. */
export const STATIONARY = 1e-12;

/** The scale of the drift: largest of the weights. */
export function rateScale({ gradient, variance, secondLayer = 0, weightDecay = 0 }: DriftWeights): number {
  return Math.max(gradient, variance, secondLayer, weightDecay);
}

/**
 * A stationary state near a guess (a packed state: see `packState`), by Newton's iteration: stable or not, isolated or
 * one of a family. A guess near a saddle finds the saddle; for the state that a trajectory ends in, see
 * `stationaryRisk`.
 *
 * Throws NoStationaryStateError, with the residual, when the iteration stops elsewhere.
 */
export function stationaryState(
  model: DriftModel,
  weights: DriftWeights,
  guess: Float64Array,
): StationaryState {
  const tolerance = STATIONARY * rateScale(weights);
  const { state, residual, converged } = newton(uncheckedRightHandSide(model, weights), guess, {
    tolerance,
  });
  if (!converged) throw new NoStationaryStateError(residual, tolerance);
  return describeStationaryState(model, weights, state, residual);
}

/** Risk, covariance and stability at a packed state that was found stationary. */
export function describeStationaryState(
  model: DriftModel,
  weights: DriftWeights,
  state: Float64Array,
  residual: number,
): StationaryState {
  const orderParameters = unpackState(state, model);
  const size = model.studentWidth + model.teacherWidth;
  return {
    state,
    orderParameters,
    secondLayer: secondLayerOf(state, model),
    risk: riskSensitivity(model)(state, new Float64Array(state.length)),
    residual,
    smallestEigenvalue: symmetricEigenvalues(jointCovariance(orderParameters), size)[0],
    stability: stability(model, weights, state),
  };
}
