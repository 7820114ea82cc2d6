import {
  assertNetwork,
  assertPositiveSemidefinite,
  InvalidArgumentError,
  logarithm,
  logSpaced,
  type Network,
  type OrderParameters,
} from '@crossover/math-core';
import { messages } from '../errors.ts';
import { packState } from '../right-hand-side/packed-state.ts';
import type { DriftModel } from '../right-hand-side/right-hand-side.ts';
import type { DriftWeights } from '../scaling/weights.ts';
import { assertEvents, type TrajectoryEvent } from './events.ts';

/** Output times in geometric progression from `from` to `to`, both included. */
export interface LogSpacedTimes {
  readonly from: number;
  readonly to: number;
  readonly perDecade: number;
}

export interface TrajectoryOptions {
  /** Ω⁰; P stays as it is. */
  readonly initial: OrderParameters;
  /** What multiplies the parts of the drift: see `weights`. Where they have a rate of the second layer, it is trained. */
  readonly weights: DriftWeights;
  /** Δ ≥ 0, the variance of the label noise. */
  readonly noise: number;
  /** Activations and output weights; by default erf committees. A trained second layer starts from `studentSecondLayer`. */
  readonly network?: Network;
  /** Output times, ≥ 0 and strictly increasing. The steps depend on the last one only. */
  readonly times: ArrayLike<number> | LogSpacedTimes;
  /** What to look out for on the way: see `TrajectoryEvent`. */
  readonly events?: readonly TrajectoryEvent[];
  /**
   * Ends the integration where no entry of the drift d(state)/dt exceeds this: a stop on the right-hand side, since a risk
   * that changes little may lie on a plateau. By default it goes on to the last output time.
   */
  readonly stationaryBelow?: number;
  /** Error allowed in a step, relative to each overlap and to the risk; 1e-13 … 1e-2, by default 1e-9. */
  readonly relativeTolerance?: number;
  /** Error allowed in a step for overlaps near 0; by default a thousandth of the relative tolerance. */
  readonly absoluteTolerance?: number;
}

/** Options with defaults filled in and everything checked. */
export interface ResolvedOptions extends Required<Omit<TrajectoryOptions, 'times' | 'network'>> {
  readonly times: Float64Array;
  readonly model: DriftModel;
}

const LEAST_RELATIVE_TOLERANCE = 1e-13;
const LARGEST_RELATIVE_TOLERANCE = 1e-2;

/**
 * Fills defaults. Throws InvalidArgumentError for times that do not increase, a negative noise, weights that
 * are negative, tolerances out of range, events that cannot happen or networks of other widths, NotPositiveSemidefiniteError
 * for an initial Ω that is no covariance.
 */
export function resolveOptions(options: TrajectoryOptions): ResolvedOptions {
  const { initial, weights, noise, network = {}, events = [], relativeTolerance = 1e-9 } = options;
  const { absoluteTolerance = 1e-3 * relativeTolerance, stationaryBelow = 0 } = options;
  requireNonNegative('noise', noise);
  requireNonNegative('weights.gradient', weights.gradient);
  requireNonNegative('weights.variance', weights.variance);
  requireNonNegative('weights.secondLayer', weights.secondLayer ?? 0);
  requireNonNegative('weights.weightDecay', weights.weightDecay ?? 0);
  requireNonNegative('stationaryBelow', stationaryBelow);
  if (!(relativeTolerance >= LEAST_RELATIVE_TOLERANCE && relativeTolerance <= LARGEST_RELATIVE_TOLERANCE)) {
    const domain = `[${LEAST_RELATIVE_TOLERANCE}, ${LARGEST_RELATIVE_TOLERANCE}]`;
    throw new InvalidArgumentError(messages.outside('relativeTolerance', relativeTolerance, domain));
  }
  if (!(absoluteTolerance > 0 && Number.isFinite(absoluteTolerance))) {
    throw new InvalidArgumentError(messages.outside('absoluteTolerance', absoluteTolerance, '(0, ∞)'));
  }
  assertPositiveSemidefinite(initial);
  const { studentWidth, teacherWidth, P } = initial;
  assertNetwork(network, studentWidth, teacherWidth);
  assertEvents(events);
  const trainsSecondLayer = weights.secondLayer !== undefined;
  return {
    initial,
    model: { ...network, studentWidth, teacherWidth, noise, P, trainsSecondLayer },
    weights,
    noise,
    times: outputTimes(options.times),
    events,
    stationaryBelow,
    relativeTolerance,
    absoluteTolerance,
  };
}

/** The packed state at t = 0. */
export function startingState({ model, initial }: ResolvedOptions): Float64Array {
  const { studentWidth, trainsSecondLayer, studentSecondLayer } = model;
  if (trainsSecondLayer !== true) return packState(initial);
  return packState(initial, studentSecondLayer ?? new Float64Array(studentWidth).fill(1));
}

function outputTimes(times: TrajectoryOptions['times']): Float64Array {
  const list = 'perDecade' in times ? logSpacedTimes(times) : Float64Array.from(times);
  requireIncreasing(list);
  return list;
}

function logSpacedTimes({ from, to, perDecade }: LogSpacedTimes): Float64Array {
  if (!(from > 0 && to > from && to < Infinity)) {
    throw new InvalidArgumentError(messages.logSpacedEnds(from, to));
  }
  if (!(perDecade > 0 && perDecade < Infinity)) {
    throw new InvalidArgumentError(messages.outside('times.perDecade', perDecade, '(0, ∞)'));
  }
  const decades = logarithm(to / from) / logarithm(10);
  return logSpaced(from, to, 1 + Math.max(1, Math.round(perDecade * decades)));
}

function requireNonNegative(name: string, value: number): void {
  if (!(value >= 0 && Number.isFinite(value))) {
    throw new InvalidArgumentError(messages.outside(name, value, '[0, ∞)'));
  }
}

function requireIncreasing(times: Float64Array): void {
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
