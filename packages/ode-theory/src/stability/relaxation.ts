import type { VectorField } from '../integrator/initial-step.ts';
import { eigenvalues, linearSolver } from './dense-linear-algebra.ts';
import { createJacobian } from './jacobian.ts';
import { euclideanNorm, largestMagnitude } from './vector-norms.ts';

export interface RelaxationOptions {
  /** Largest |f_x| that counts as zero. */
  readonly tolerance: number;
  /** First time step: a time in which the state moves along a straight line. */
  readonly firstStep: number;
  readonly maximalSteps: number;
  /** Looked at after every step: `false` ends the relaxation there. */
  readonly onStep?: (state: Float64Array) => boolean;
}

export interface Relaxation {
  readonly state: Float64Array;
  /** Largest |f_x| there. */
  readonly residual: number;
  readonly converged: boolean;
  /** Time that the steps cover. */
  readonly time: number;
  readonly steps: number;
}

/** How far a step may lead, per unit of max(1, ‖y‖). */
const LARGEST_MOVE = 0.3;
/** How much of the step its second iterate may correct. */
const LARGEST_CORRECTION = 0.1;
/** A step is at most this share of the time in which the fastest unstable direction grows e-fold. */
const SHARE_OF_GROWTH_TIME = 0.5;
const MOST_GROWTH = 10;
/** Beyond it, in units of the first step, I/h is round-off beside J, and where J is singular so would be their difference. */
const LONGEST_STEP = 1e12;
const MOST_REJECTIONS = 30;
/** Steps without a shorter f after which it is taken to be round-off. */
const PATIENCE = 3;
/** No step is needed where f is this much shorter than what counts as zero. */
const NOTHING = 1e-4;

/**
 * Follows dy/dt = f(y) to the stationary state in whose basin it starts, by pseudo-transient continuation (Kelley & Keyes, SIAM
 * J. Numer. Anal. 35, 508 (1998)): implicit Euler steps, solved by two iterations with one Jacobian, whose length grows
 * without bound and which so turn into Newton's. Accuracy in time is not asked for, staying in the basin is: a step is
 * bounded by how far it leads, by how much its second iterate corrects the first, and, implicit Euler being
 * stable where the flow is not, by half the growth time of the fastest unstable direction. A saddle nearby is therefore left, as the flow
 * leaves it; a start from which the flow does not leave it ends there.
 *
 * Directions in which nothing happens (families of stationary states) do not hinder it: I/h − J is regular. Where the flow
 * is algebraic, t^{−m}, steps grow in proportion to t and it takes a number proportional to log t.
 */
export function relax(field: VectorField, start: Float64Array, options: RelaxationOptions): Relaxation {
  const { tolerance, firstStep, maximalSteps, onStep } = options;
  const size = start.length;
  const evaluateJacobian = createJacobian(field, size);
  const J = new Float64Array(size * size);
  const value = new Float64Array(size);
  let state: Float64Array = start.slice();
  let h = firstStep;
  let time = 0;
  let steps = 0;
  let shortest = Infinity;
  let waited = 0;
  let best: Float64Array = state;
  field(state, value);
  while (steps < maximalSteps && waited < PATIENCE) {
    const length = euclideanNorm(value);
    if (length < shortest) {
      shortest = length;
      best = state;
      waited = 0;
    } else if (largestMagnitude(value) <= tolerance) waited++;
    if (length <= NOTHING * tolerance) break;
    evaluateJacobian(state, J);
    if (!J.every(Number.isFinite)) break;
    const [{ real: growthRate }] = eigenvalues(J, size);
    if (growthRate > 0) h = Math.min(h, SHARE_OF_GROWTH_TIME / growthRate);
    const step = implicitEulerStep(field, state, value, J, h);
    if (step === null) break;
    state = step.state;
    field(state, value);
    time += step.taken;
    h = Math.min(step.next, LONGEST_STEP * firstStep);
    steps++;
    if (onStep?.(state) === false) break;
  }
  if (waited > 0) state = best;
  field(state, value);
  const residual = largestMagnitude(value);
  return { state, residual, converged: residual <= tolerance, time, steps };
}

/** A step of length h, or the first shorter one that is accepted; null when none is. */
function implicitEulerStep(
  field: VectorField,
  state: Float64Array,
  value: Float64Array,
  J: Float64Array,
  firstLength: number,
): { state: Float64Array; taken: number; next: number } | null {
  const size = state.length;
  const A = new Float64Array(size * size);
  const mismatch = new Float64Array(size);
  const room = LARGEST_MOVE * Math.max(1, euclideanNorm(state));
  // Moves that round-off makes of nothing are not worth a correction.
  const negligible = 1e-12 * room;
  for (let attempt = 0, h = firstLength; attempt < MOST_REJECTIONS; attempt++) {
    for (let x = 0; x < A.length; x++) A[x] = -J[x];
    for (let x = 0; x < size; x++) A[x * (size + 1)] += 1 / h;
    const solve = linearSolver(A, size);
    const move = solve(value);
    const trial = state.map((entry, x) => entry + move[x]);
    field(trial, mismatch);
    for (let x = 0; x < size; x++) mismatch[x] -= move[x] / h;
    const correction = mismatch.every(Number.isFinite) ? solve(mismatch) : mismatch.fill(Infinity);
    const length = euclideanNorm(move);
    const excess =
      length < negligible
        ? 0
        : Math.max(euclideanNorm(correction) / (LARGEST_CORRECTION * length), length / room);
    if (excess < 1) {
      const growth = Math.min(MOST_GROWTH, Math.max(1, 0.8 / Math.sqrt(excess)));
      const corrected = trial.map((entry, x) => entry + correction[x]);
      // At the edge of the domain the correction may lead out of it; the first iterate did not.
      field(corrected, mismatch);
      const end = mismatch.every(Number.isFinite) ? corrected : trial;
      return { state: end, taken: h, next: growth * h };
    }
    h *= Math.max(0.1, 0.8 / Math.sqrt(excess));
  }
  return null;
}
