import { InvalidArgumentError, logarithm } from '@crossover/math-core';
import { messages } from '../errors.ts';
import { Integrator } from '../integrator/integrator.ts';
import { uncheckedRightHandSide, type DriftModel } from '../right-hand-side/right-hand-side.ts';
import type { DriftWeights } from '../scaling/weights.ts';
import { linearSolver } from './dense-linear-algebra.ts';
import { jacobian } from './jacobian.ts';
import type { StationaryState } from './stationary-state.ts';
import { distanceBetween, euclideanNorm } from './vector-norms.ts';

export interface EscapeOptions {
  readonly model: DriftModel;
  readonly weights: DriftWeights;
  /** An unstable stationary state with a real leading eigenvalue, for instance a symmetric plateau. */
  readonly from: StationaryState;
  /** Distance from it at the start, Euclidean in the packed state, along the leading eigenvector. */
  readonly perturbation: number;
  /** Distance at which it counts as left; by default 0.1. */
  readonly threshold?: number;
}

export interface Escape {
  /** λ, the leading eigenvalue. */
  readonly rate: number;
  /** ln(threshold/perturbation)/λ. */
  readonly predictedTime: number;
  /** When the trajectory is that far away. Where linearisation holds up to the threshold it is the prediction. */
  readonly time: number;
}

const TOLERANCES = { relative: 1e-10, absolute: 1e-13 };
/** Units of the predicted time after which the search is given up. */
const PATIENCE = 10;
const BISECTIONS = 50;

/**
 * How long an unstable stationary state is lingered at: by linearisation, and along the trajectory that starts beside it.
 *
 * Throws InvalidArgumentError when the state is not unstable, or the trajectory has not left after ten predicted times.
 */
export function escape({ model, weights, from, perturbation, threshold = 0.1 }: EscapeOptions): Escape {
  const { leading: rate, verdict } = from.stability;
  if (verdict !== 'unstable') throw new InvalidArgumentError(messages.notUnstable(rate));
  if (!(perturbation > 0 && perturbation < threshold)) {
    throw new InvalidArgumentError(messages.outside('perturbation', perturbation, `(0, ${threshold})`));
  }
  const field = uncheckedRightHandSide(model, weights);
  const direction = eigenvector(jacobian(field, from.state), from.state.length, rate);
  const start = from.state.map((entry, x) => entry + perturbation * direction[x]);
  const predictedTime = logarithm(threshold / perturbation) / rate;
  const integrator = new Integrator(field, start, TOLERANCES, PATIENCE * predictedTime);
  return { rate, predictedTime, time: timeAtDistance(integrator, from.state, threshold) };
}

function timeAtDistance(integrator: Integrator, from: Float64Array, threshold: number): number {
  let before = 0;
  while (distanceBetween(integrator.state, from) < threshold) {
    if (integrator.finished) {
      const distance = distanceBetween(integrator.state, from);
      throw new InvalidArgumentError(messages.noEscape(integrator.time, distance));
    }
    before = integrator.time;
    integrator.step();
  }
  const looked = new Float64Array(from.length);
  let low = before;
  let high = integrator.time;
  for (let halving = 0; halving < BISECTIONS; halving++) {
    const middle = 0.5 * (low + high);
    integrator.interpolate(middle, looked);
    if (distanceBetween(looked, from) < threshold) low = middle;
    else high = middle;
  }
  return high;
}

/** A unit vector of the eigenvalue λ, its largest entry positive, by inverse iteration from a fixed vector. */
function eigenvector(J: Float64Array, size: number, lambda: number): Float64Array {
  const shifted = J.slice();
  // Beside the eigenvalue, not on it: three iterations amplify its vector by 10²¹ all the same.
  for (let x = 0; x < size; x++) shifted[x * (size + 1)] -= lambda * (1 + 1e-7);
  const solve = linearSolver(shifted, size);
  let vector = Float64Array.from({ length: size }, (_, x) => 1 / (x + 2));
  for (let iteration = 0; iteration < 3; iteration++) {
    const image = solve(vector);
    const length = euclideanNorm(image);
    vector = image.map((entry) => entry / length);
  }
  const largest = vector.reduce((most, entry) => (Math.abs(entry) > Math.abs(most) ? entry : most), 0);
  return largest < 0 ? vector.map((entry) => -entry) : vector;
}
