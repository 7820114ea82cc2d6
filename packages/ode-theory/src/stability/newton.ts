import type { VectorField } from '../integrator/initial-step.ts';
import { singularValues } from './dense-linear-algebra.ts';
import { createJacobian } from './jacobian.ts';
import { distanceBetween, euclideanNorm, largestMagnitude } from './vector-norms.ts';

export interface NewtonOptions {
  /** Largest |f_x| that counts as zero, by default 1e-12. */
  readonly tolerance?: number;
  /** By default 100. */
  readonly maximalIterations?: number;
}

/** Where Newton's iteration ended; whether that is a zero is for `converged` to say. */
export interface NewtonResult {
  readonly state: Float64Array;
  /** Largest |f_x| there. */
  readonly residual: number;
  readonly converged: boolean;
  readonly iterations: number;
  /** Euclidean distance from the guess. */
  readonly distance: number;
}

/** Singular values below this times the largest count as zero: a hundred times the error of the Jacobian. */
const RANK_TOLERANCE = 1e-10;
/** Damping tried in units of the largest singular value, from none to a short step of steepest descent. */
const DAMPING = [0, 1e-8, 1e-7, 1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1, 10, 100];
/** A step must shorten f at least by this share. */
const LEAST_DECREASE = 1e-4;

/**
 * A zero of a vector field near a guess, by Newton's iteration in its damped form of Levenberg and Marquardt: with the
 * singular values of the Jacobian J the step is −(JᵀJ + μ²)⁻¹ Jᵀ f, and μ is the smallest of a fixed ladder, 0 first, that
 * shortens f. At μ = 0 it is the shortest of the least-squares solutions, so that a singular J (families of zeros, as
 * permutations of units and exchange between copies make them) is no obstacle: of a family, the nearby member is found.
 * Quadratic convergence where J has constant rank; linear, halving the distance, where two zeros meet.
 *
 * It iterates until f does not get shorter, which is round-off, and says how long it still is. `field` may return NaN outside its
 * domain, and such steps are shortened; it must not throw.
 */
export function newton(field: VectorField, guess: Float64Array, options: NewtonOptions = {}): NewtonResult {
  const { tolerance = 1e-12, maximalIterations = 100 } = options;
  const size = guess.length;
  const evaluateJacobian = createJacobian(field, size);
  const J = new Float64Array(size * size);
  let state = guess.slice();
  let value = new Float64Array(size);
  field(state, value);
  let iterations = 0;
  for (; iterations < maximalIterations; iterations++) {
    evaluateJacobian(state, J);
    if (!J.every(Number.isFinite)) break;
    const next = shorter(field, state, value, J);
    if (next === null) break;
    ({ state, value } = next);
  }
  const residual = largestMagnitude(value);
  return {
    state,
    residual,
    converged: residual <= tolerance,
    iterations,
    distance: distanceBetween(state, guess),
  };
}

/** The first step along the ladder of dampings that shortens f; null when none does. */
function shorter(field: VectorField, state: Float64Array, value: Float64Array, J: Float64Array) {
  const size = state.length;
  const length = euclideanNorm(value);
  const decomposition = singularValues(J, size);
  const { largest: sigma } = decomposition;
  if (!(sigma > 0) || length === 0) return null;
  const trial = new Float64Array(size);
  const trialValue = new Float64Array(size);
  for (const damping of DAMPING) {
    const step = decomposition.solve(value, damping * sigma, RANK_TOLERANCE * sigma);
    for (let x = 0; x < size; x++) trial[x] = state[x] - step[x];
    field(trial, trialValue);
    if (euclideanNorm(trialValue) < (1 - LEAST_DECREASE) * length) return { state: trial, value: trialValue };
  }
  return null;
}
