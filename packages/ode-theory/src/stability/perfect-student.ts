import { InvalidArgumentError } from '@crossover/math-core';
import { messages } from '../errors.ts';
import { packState } from '../right-hand-side/packed-state.ts';
import { uncheckedRightHandSide, type DriftModel } from '../right-hand-side/right-hand-side.ts';
import type { DriftWeights } from '../scaling/weights.ts';
import { largestMagnitude } from './vector-norms.ts';

const NEGLIGIBLE = 1e-12;

/**
 * The packed state of the student that is its teacher, Q = M = P, with a* for a where the second layer is trained. Throws
 * InvalidArgumentError unless it is stationary in the absence of label noise.
 */
export function perfectStudent(model: DriftModel, weights: DriftWeights): Float64Array {
  const { studentWidth: p, teacherWidth: k, P, trainsSecondLayer = false } = model;
  const outputs = model.teacherSecondLayer ?? new Float64Array(k).fill(1);
  if (p !== k) throw new InvalidArgumentError(messages.perfectStudentWidth(p, k));
  const overlaps = { studentWidth: p, teacherWidth: k, Q: P, M: P, P };
  const state = packState(overlaps, trainsSecondLayer ? outputs : undefined);
  requireStationary(model, weights, state);
  return state;
}

/** Throws InvalidArgumentError unless a packed state is stationary in the absence of label noise. */
export function requireStationary(model: DriftModel, weights: DriftWeights, state: Float64Array): void {
  const drift = new Float64Array(state.length);
  uncheckedRightHandSide({ ...model, noise: 0 }, weights)(state, drift);
  const largest = largestMagnitude(drift);
  if (!(largest <= NEGLIGIBLE * Math.max(weights.gradient, weights.variance))) {
    throw new InvalidArgumentError(messages.noPerfectStudent(largest));
  }
}
