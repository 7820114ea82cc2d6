import type { OrderParameters } from '@crossover/math-core';
import { NoStationaryStateError } from '../errors.ts';
import { Integrator } from '../integrator/integrator.ts';
import { packState } from '../right-hand-side/packed-state.ts';
import { uncheckedRightHandSide, type DriftModel } from '../right-hand-side/right-hand-side.ts';
import { riskSensitivity } from '../right-hand-side/risk-sensitivity.ts';
import type { DriftWeights } from '../scaling/weights.ts';
import { relax } from './relaxation.ts';
import {
  describeStationaryState,
  largestSquaredNorm,
  rateScale,
  RUNAWAY,
  STATIONARY,
  type StationaryState,
} from './stationary-state.ts';

export interface StationaryRiskOptions {
  readonly model: DriftModel;
  readonly weights: DriftWeights;
  /** Ω⁰; P is the model's. */
  readonly initial: OrderParameters;
  /** How long the trajectory is followed accurately before it is only followed into its basin; default 300 over the largest weight. */
  readonly followUntil?: number;
}

/** Error per step of the part that is followed accurately: which basin is entered does not hang on more. */
const FOLLOWING = { relative: 1e-7, absolute: 1e-10 };
const DEFAULT_FOLLOWING = 300;
const MAXIMAL_STEPS = 1000;

/**
 * The stationary state that the trajectory from Ω⁰ ends in, with its risk R_∞ and the spectrum it is approached with. The
 * trajectory is integrated for a while, then followed by pseudo-transient continuation (`relax`), which ends in Newton's
 * iteration: R_∞ to about 1e-15 although the trajectory itself would need a time of many inverse eigenvalues.
 *
 * An algebraic approach (p = 2k students of the gradient flow: R ~ t^{−2}) shows as `stability.verdict` 'marginal', and R_∞ is then right
 * to about 1e-13 / (time scale) only, which is where round-off ends it. A trajectory that stays on a saddle for symmetry's sake ends there:
 * 'unstable'.
 *
 * Throws NoStationaryStateError, with time, risk and residual, when there is none within reach: with label noise and a large learning
 * rate units grow without bound.
 */
export function stationaryRisk({
  model,
  weights,
  initial,
  followUntil,
}: StationaryRiskOptions): StationaryState {
  const field = uncheckedRightHandSide(model, weights);
  const scale = rateScale(weights);
  const { studentWidth: p, trainsSecondLayer = false } = model;
  const secondLayer = trainsSecondLayer
    ? (model.studentSecondLayer ?? new Float64Array(p).fill(1))
    : undefined;
  const endTime = followUntil ?? DEFAULT_FOLLOWING / scale;
  const integrator = new Integrator(field, packState(initial, secondLayer), FOLLOWING, endTime);
  while (!integrator.finished) integrator.step();
  const tolerance = STATIONARY * scale;
  const { state, residual, converged, time } = relax(field, integrator.state, {
    tolerance,
    firstStep: 1 / scale,
    maximalSteps: MAXIMAL_STEPS,
    onStep: (y) => largestSquaredNorm(y, p) < RUNAWAY,
  });
  if (!converged) {
    throw new NoStationaryStateError(residual, tolerance, largestSquaredNorm(state, p), {
      time: endTime + time,
      risk: riskSensitivity(model)(state, new Float64Array(state.length)),
    });
  }
  return describeStationaryState(model, weights, state, residual);
}
