import { InvalidArgumentError } from '@crossover/math-core';
import { messages } from '../errors.ts';
import type { Tolerances } from '../integrator/error-norm.ts';
import type { MeanFieldModel } from './mean-field-flow.ts';
import type { Particles } from './particles.ts';

export interface MeanFieldOptions extends MeanFieldModel {
  /** θ⁰ and P; P stays as it is. */
  readonly particles: Particles;
  /** g = γ₀/p₀ ≥ 0, the weight of the gradient part per unit of t: see `weights`. There is no other part in this limit. */
  readonly gradient: number;
  /** Output times, ≥ 0 and strictly increasing. The steps depend on the last one only. */
  readonly times: ArrayLike<number>;
  /**
   * Error allowed in a step, relative to each coordinate; 1e-13 … 1e-2, by default 1e-8. The risk is then right to about 1e-8
   * relative (measured up to t = 10⁵, R = 2e-9) without being controlled itself: unlike in the equations of the overlaps, particles
   * cannot leave the states that networks have, and R ≥ 0 is smooth where it vanishes.
   */
  readonly relativeTolerance?: number;
  /** Error allowed in a step for coordinates near 0; by default a thousandth of the relative tolerance. */
  readonly absoluteTolerance?: number;
}

/** Options with defaults filled in; the particles and the model are checked by MeanFieldFlow. */
export interface ResolvedMeanFieldOptions {
  readonly particles: Particles;
  readonly gradient: number;
  readonly times: Float64Array;
  readonly tolerances: Tolerances;
  readonly model: MeanFieldModel;
}

const LEAST_RELATIVE_TOLERANCE = 1e-13;
const LARGEST_RELATIVE_TOLERANCE = 1e-2;

/** Throws InvalidArgumentError for a negative weight, times that do not increase, and tolerances out of range. */
export function resolveMeanFieldOptions(options: MeanFieldOptions): ResolvedMeanFieldOptions {
  const { particles, gradient, relativeTolerance = 1e-8, ...others } = options;
  const { absoluteTolerance = 1e-3 * relativeTolerance, times, ...model } = others;
  requireNonNegative('gradient', gradient);
  if (!(relativeTolerance >= LEAST_RELATIVE_TOLERANCE && relativeTolerance <= LARGEST_RELATIVE_TOLERANCE)) {
    const domain = `[${LEAST_RELATIVE_TOLERANCE}, ${LARGEST_RELATIVE_TOLERANCE}]`;
    throw new InvalidArgumentError(messages.outside('relativeTolerance', relativeTolerance, domain));
  }
  if (!(absoluteTolerance > 0 && Number.isFinite(absoluteTolerance))) {
    throw new InvalidArgumentError(messages.outside('absoluteTolerance', absoluteTolerance, '(0, ∞)'));
  }
  const tolerances = { relative: relativeTolerance, absolute: absoluteTolerance };
  return { particles, gradient, times: increasing(times), tolerances, model };
}

/** Throws InvalidArgumentError unless 0 ≤ value < ∞. */
export function requireNonNegative(name: string, value: number): void {
  if (!(value >= 0 && Number.isFinite(value))) {
    throw new InvalidArgumentError(messages.outside(name, value, '[0, ∞)'));
  }
}

function increasing(given: ArrayLike<number>): Float64Array {
  const times = Float64Array.from(given);
  if (times.length === 0) throw new InvalidArgumentError(messages.noTimes());
  if (!(times[0] >= 0)) throw new InvalidArgumentError(messages.firstTime(times[0]));
  for (let index = 1; index < times.length; index++) {
    if (!(times[index] > times[index - 1])) {
      throw new InvalidArgumentError(messages.timesNotIncreasing(index, times[index - 1], times[index]));
    }
  }
  const last = times[times.length - 1];
  if (!Number.isFinite(last)) throw new InvalidArgumentError(messages.notFinite('the last of times', last));
  return times;
}
