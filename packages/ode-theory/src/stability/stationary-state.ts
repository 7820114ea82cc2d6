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
  /** Smallest eigenvalue of Ω. */
  readonly smallestEigenvalue: number;
  /** Whether it is at least −1e-6 times the largest; if not, this is a zero of the formulas that no network has. */
  readonly isCovariance: boolean;
  readonly stability: Stability;
}

/** Largest |d(state)/dt| that counts as zero, per unit of the weights: a thousand times the rounding of the drift. */
export const STATIONARY = 1e-12;

const INDEFINITE = 1e-6;

/** A unit of this squared norm is a sign function to within 1 % and will not come back. */
export const RUNAWAY = 1e4;

/** Largest Q_ii of a packed state. */
export function largestSquaredNorm(state: Float64Array, studentWidth: number): number {
  let largest = 0;
  for (let i = 0, next = 0; i < studentWidth; next += studentWidth - i, i++) {
    largest = Math.max(largest, state[next]);
  }
  return largest;
}

/** The scale of the drift: largest of the weights. */
export function rateScale({ gradient, variance, secondLayer = 0, weightDecay = 0 }: DriftWeights): number {
  return Math.max(gradient, variance, secondLayer, weightDecay);
}

/**
 * A stationary state near a guess (a packed state: see `packState`), by Newton's iteration: stable or not, isolated or
 * one of a family. A guess near a saddle finds the saddle; for the state that a trajectory ends in, see
 * `stationaryRisk`.
 *
 * Throws NoStationaryStateError, with the residual, when the iteration stops elsewhere or runs off to infinite units.
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
  const largestNorm = largestSquaredNorm(state, model.studentWidth);
  if (!converged || largestNorm > RUNAWAY) {
    throw new NoStationaryStateError(residual, tolerance, largestNorm);
  }
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
  const eigenvalues = symmetricEigenvalues(jointCovariance(orderParameters), size);
  return {
    state,
    orderParameters,
    secondLayer: secondLayerOf(state, model),
    risk: riskSensitivity(model)(state, new Float64Array(state.length)),
    residual,
    smallestEigenvalue: eigenvalues[0],
    isCovariance: eigenvalues[0] >= -INDEFINITE * eigenvalues[size - 1],
    stability: stability(model, weights, state),
  };
}
