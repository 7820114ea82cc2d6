import { assertPositiveSemidefinite, InvalidArgumentError, type OrderParameters } from '@crossover/math-core';
import { messages } from '../errors.ts';
import type { DriftWeights } from '../scaling/weights.ts';

export interface TrajectoryOptions {
  /** Ω⁰; P stays as it is. */
  readonly initial: OrderParameters;
  /** What multiplies the two parts of the drift: see `weights`. */
  readonly weights: DriftWeights;
  /** Δ ≥ 0, the variance of the label noise. */
  readonly noise: number;
  /** Output times, ≥ 0 and strictly increasing. The steps depend on the last one only. */
  readonly times: ArrayLike<number>;
  /** Error allowed in a step, relative to each overlap and to the risk; 1e-13 … 1e-2, by default 1e-9. */
  readonly relativeTolerance?: number;
  /** Error allowed in a step for overlaps near 0; by default a thousandth of the relative tolerance. */
  readonly absoluteTolerance?: number;
}

/** Options with defaults filled in and everything checked. */
export interface ResolvedOptions extends Required<Omit<TrajectoryOptions, 'times'>> {
  readonly times: Float64Array;
}

const LEAST_RELATIVE_TOLERANCE = 1e-13;
const LARGEST_RELATIVE_TOLERANCE = 1e-2;

/**
 * Fills defaults. Throws InvalidArgumentError for times that do not increase, a negative noise, weights that
 * are negative or tolerances out of range, NotPositiveSemidefiniteError for an initial Ω that is no covariance.
 */
export function resolveOptions(options: TrajectoryOptions): ResolvedOptions {
  const { initial, weights, noise, relativeTolerance = 1e-9 } = options;
  const { absoluteTolerance = 1e-3 * relativeTolerance } = options;
  requireNonNegative('noise', noise);
  requireNonNegative('weights.gradient', weights.gradient);
  requireNonNegative('weights.variance', weights.variance);
  requireTolerances(relativeTolerance, absoluteTolerance);
  assertPositiveSemidefinite(initial);
  const times = Float64Array.from(options.times);
  requireIncreasing(times);
  return { initial, weights, noise, times, relativeTolerance, absoluteTolerance };
}

/** Throws InvalidArgumentError unless 1e-13 ≤ relative ≤ 1e-2 and 0 < absolute < ∞. */
export function requireTolerances(relativeTolerance: number, absoluteTolerance: number): void {
  if (!(relativeTolerance >= LEAST_RELATIVE_TOLERANCE && relativeTolerance <= LARGEST_RELATIVE_TOLERANCE)) {
    const domain = `[${LEAST_RELATIVE_TOLERANCE}, ${LARGEST_RELATIVE_TOLERANCE}]`;
    throw new InvalidArgumentError(messages.outside('relativeTolerance', relativeTolerance, domain));
  }
  if (!(absoluteTolerance > 0 && Number.isFinite(absoluteTolerance))) {
    throw new InvalidArgumentError(messages.outside('absoluteTolerance', absoluteTolerance, '(0, ∞)'));
  }
}

/** Throws InvalidArgumentError unless 0 ≤ value < ∞. */
export function requireNonNegative(name: string, value: number): void {
  if (!(value >= 0 && Number.isFinite(value))) {
    throw new InvalidArgumentError(messages.outside(name, value, '[0, ∞)'));
  }
}

/** Throws InvalidArgumentError unless there are times, 0 ≤ t₀ < t₁ < … < ∞. */
export function requireIncreasing(times: Float64Array): void {
  if (times.length === 0) throw new InvalidArgumentError(messages.noTimes());
  if (!(times[0] >= 0)) throw new InvalidArgumentError(messages.firstTime(times[0]));
  for (let index = 1; index < times.length; index++) {
    if (!(times[index] > times[index - 1])) {
      throw new InvalidArgumentError(messages.timesNotIncreasing(index, times[index - 1], times[index]));
    }
  }
  const last = times[times.length - 1];
  if (!Number.isFinite(last)) throw new InvalidArgumentError(messages.notFinite('the last of times', last));
}
