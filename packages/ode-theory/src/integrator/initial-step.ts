import { power } from '@crossover/math-core';
import { scaledNorm, type Tolerances } from './error-norm.ts';

/** dy/dt of an autonomous system, written into `derivative`. */
export type VectorField = (y: Float64Array, derivative: Float64Array) => void;

/**
 * A first step size from the sizes of y, y' and y'' (Hairer, Nørsett & Wanner II.4): an Euler step estimates
 * the second derivative, and the step is such that h^q max(|y'|, |y''|) is a hundredth of the tolerance.
 * Costs one evaluation; `trial` and `derivative` are scratch.
 */
export function initialStepSize(
  field: VectorField,
  y: Float64Array,
  slope: Float64Array,
  order: number,
  tolerances: Tolerances,
  trial: Float64Array,
  derivative: Float64Array,
): number {
  const size = scaledNorm(y, y, tolerances);
  const speed = scaledNorm(slope, y, tolerances);
  const guess = size < 1e-5 || speed < 1e-5 ? 1e-6 : 0.01 * (size / speed);
  for (let x = 0; x < y.length; x++) trial[x] = y[x] + guess * slope[x];
  field(trial, derivative);
  for (let x = 0; x < y.length; x++) trial[x] = derivative[x] - slope[x];
  const bend = scaledNorm(trial, y, tolerances) / guess;
  const largest = Math.max(speed, bend);
  // An Euler step out of the domain leaves no second derivative; the guess is then all there is.
  if (!Number.isFinite(largest)) return guess;
  const step = largest <= 1e-15 ? Math.max(1e-6, guess * 1e-3) : power(0.01 / largest, 1 / order);
  return Math.min(100 * guess, step);
}
