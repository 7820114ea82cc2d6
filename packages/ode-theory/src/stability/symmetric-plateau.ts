import { InvalidArgumentError } from '@crossover/math-core';
import { messages } from '../errors.ts';
import type { VectorField } from '../integrator/initial-step.ts';
import { overlapOffset, stateLength } from '../right-hand-side/packed-state.ts';
import { uncheckedRightHandSide, type DriftModel } from '../right-hand-side/right-hand-side.ts';
import type { DriftWeights } from '../scaling/weights.ts';
import { newton } from './newton.ts';
import { relax } from './relaxation.ts';
import { describeStationaryState, rateScale, STATIONARY, type StationaryState } from './stationary-state.ts';

/** The overlaps of units that nothing tells apart: Q_ii = Q, Q_ij = C, M_ir = M. */
export interface SymmetricOverlaps {
  readonly Q: number;
  readonly C: number;
  readonly M: number;
}

export interface SymmetricPlateau extends StationaryState {
  readonly overlaps: SymmetricOverlaps;
}

/**
 * `distinct` units, 0 ≤ C < Q, are what trajectories pass; `identical` units, C = Q, are p copies of one: a second zero of the
 * same equations, which meets the first at vanishing learning rate.
 */
export type PlateauBranch = 'distinct' | 'identical';

/** (Q, M, C) at the start of the symmetric flow: small distinct units that see a little of every teacher. */
const START = Float64Array.of(0.5, 0.1, 0.1);
const MAXIMAL_STEPS = 400;
/** Without the variance part the branches meet in a double zero, of which round-off leaves half the digits; as `identical` it is simple. */
const MERGED = 1e-6;
/** Relative difference up to which numbers are equal but for rounding. */
const EQUAL = 1e-12;

/**
 * The symmetric plateau: the stationary state among overlaps that are unchanged by every permutation of students and of
 * teachers (Saad & Solla, Phys. Rev. E 52, 4225 (1995)), where learning waits before units specialise. For erf committees of K = M
 * units and orthonormal teachers it is Q = C = 1/(2K−1), M = 1/√(K(2K−1)) at vanishing learning rate.
 *
 * The drift maps symmetric overlaps to symmetric ones, so that three equations for (Q, C, M) are left; their flow is followed from small
 * units (a continuation in time, which ends on the branch that trajectories see, where Newton alone is caught by the
 * other one), for `identical` units from C = Q. Its `stability` is that among all overlaps: the leading eigenvalue is the escape rate.
 *
 * Needs P with equal diagonal and equal off-diagonal entries, equal output weights, and an untrained second layer: throws
 * InvalidArgumentError otherwise, and where the learning rate leaves no plateau.
 */
export function symmetricPlateau(
  model: DriftModel,
  weights: DriftWeights,
  branch: PlateauBranch = 'distinct',
): SymmetricPlateau {
  requireSymmetry(model);
  const scale = rateScale(weights);
  const tolerance = STATIONARY * scale;
  const field = symmetricField(model, weights, branch);
  const start = branch === 'identical' || model.studentWidth === 1 ? START.slice(0, 2) : START;
  const flow = relax(field, start, { tolerance, firstStep: 1 / scale, maximalSteps: MAXIMAL_STEPS });
  const { state: found, residual, converged } = newton(field, flow.state, { tolerance });
  if (!converged) throw new InvalidArgumentError(messages.noSymmetricPlateau(branch, found[0]));
  const [Q, M, C = Q] = found;
  if (branch === 'distinct' && weights.variance === 0 && Q - C < MERGED * Q) {
    return symmetricPlateau(model, weights, 'identical');
  }
  const state = new Float64Array(stateLength(model.studentWidth, model.teacherWidth));
  spread(found, model.studentWidth, state);
  return { overlaps: { Q, C, M }, ...describeStationaryState(model, weights, state, residual) };
}

/** The drift of (Q, M, C), or of (Q, M) where C = Q. */
function symmetricField(model: DriftModel, weights: DriftWeights, branch: PlateauBranch): VectorField {
  const p = model.studentWidth;
  const drift = uncheckedRightHandSide(model, weights);
  const state = new Float64Array(stateLength(p, model.teacherWidth));
  const derivative = new Float64Array(state.length);
  return (symmetric, target) => {
    spread(symmetric, p, state);
    drift(state, derivative);
    target[0] = derivative[0];
    target[1] = derivative[overlapOffset(p)];
    if (branch === 'distinct' && p > 1) target[2] = derivative[1];
  };
}

/** Writes the packed state of (Q, M, C); C = Q where it is absent. */
function spread([Q, M, C = Q]: Float64Array, p: number, state: Float64Array): void {
  state.fill(C, 0, overlapOffset(p)).fill(M, overlapOffset(p));
  for (let i = 0, next = 0; i < p; next += p - i, i++) state[next] = Q;
}

function requireSymmetry(model: DriftModel): void {
  const { teacherWidth: k, P, studentSecondLayer, teacherSecondLayer, trainsSecondLayer } = model;
  const diagonal = Array.from({ length: k }, (_, r) => P[r * (k + 1)]);
  const others = Array.from(P).filter((_, x) => x % (k + 1) !== 0);
  const groups = {
    'diagonal of P': diagonal,
    'off-diagonal of P': others,
    studentSecondLayer,
    teacherSecondLayer,
  };
  for (const [name, values] of Object.entries(groups)) {
    const different = values?.find((value) => Math.abs(value - values[0]) > EQUAL * Math.abs(values[0]));
    if (different !== undefined) {
      throw new InvalidArgumentError(messages.notPermutationSymmetric(name, values![0], different));
    }
  }
  if (trainsSecondLayer === true) throw new InvalidArgumentError(messages.plateauOfTrainedSecondLayer());
}
