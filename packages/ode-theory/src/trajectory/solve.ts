import { InvalidArgumentError, type OrderParameters } from '@crossover/math-core';
import type { Citation } from '../citations/citation.ts';
import { citationsOf, integratorsOf } from '../citations/citations-of.ts';
import { messages } from '../errors.ts';
import type { IntegrationStatistics } from '../integrator/integrator.ts';
import type { SolutionPiece } from '../integrator/solution-piece.ts';
import { stateLength } from '../right-hand-side/packed-state.ts';
import { describeState, type TrajectoryState } from './describe-state.ts';
import type { EventOccurrence } from './events.ts';
import { resolveOptions, startingState, type ResolvedOptions, type TrajectoryOptions } from './options.ts';
import { beginTrajectory, type TrajectoryEnd } from './trajectory.ts';

export interface SolveOptions extends TrajectoryOptions {
  /** Called after every step with the time reached; `false` ends the integration there. */
  readonly onStep?: (time: number) => boolean | void;
  /**
   * Keeps every step, so that the solution can be looked at anywhere afterwards (`Solution.at`): up to nine states a step, 5 kB at
   * p = 8, k = 4. By default it does not.
   */
  readonly dense?: boolean;
}

export interface Solution {
  /** The output times reached: all, unless `endedBy` says otherwise. */
  readonly times: readonly number[];
  /** R at these times, noise excluded. */
  readonly risk: Float64Array;
  readonly orderParameters: readonly OrderParameters[];
  /** a at these times where it is trained, else null. */
  readonly secondLayer: readonly Float64Array[] | null;
  /** The events that happened, by time. */
  readonly events: readonly EventOccurrence[];
  /** Where the integration ended, and why. */
  readonly endTime: number;
  readonly endedBy: TrajectoryEnd | 'interrupted';
  /**
   * The solution at any time between 0 and `endTime`. Throws InvalidArgumentError for other times, or where the steps were not kept
   * (`dense`).
   */
  readonly at: (time: number) => TrajectoryState;
  readonly statistics: IntegrationStatistics;
  /** The papers that the equations and the methods come from; `toBibtex` prints them. */
  readonly citations: readonly Citation[];
}

/**
 * Solves dΩ/dt from Ω⁰ and reports risk and overlaps at the output times.
 *
 * Throws InvalidArgumentError for impossible options, NotPositiveSemidefiniteError for an Ω⁰ that is no
 * covariance, OverlapsLeftDomainError and StepSizeUnderflowError, with the time, when the integration fails.
 */
export function solve({ onStep, dense = false, ...options }: SolveOptions): Solution {
  const pieces: SolutionPiece[] = [];
  const trajectory = beginTrajectory(options, dense ? (piece) => void pieces.push(piece) : null);
  while (!trajectory.finished) {
    trajectory.advance(1);
    if (onStep?.(trajectory.time) === false) break;
  }
  const { points, statistics, events, time: endTime, endedBy } = trajectory;
  const { activation = 'erf', teacherActivation = activation } = options.network ?? {};
  return {
    times: points.map((point) => point.time),
    risk: Float64Array.from(points, (point) => point.risk),
    orderParameters: points.map((point) => point.orderParameters),
    secondLayer:
      options.weights.secondLayer === undefined
        ? null
        : points.map(({ secondLayer }) => secondLayer ?? new Float64Array()),
    events,
    endTime,
    endedBy: endedBy ?? 'interrupted',
    at: (time) => lookAt(time, endTime, dense ? pieces : null, resolveOptions(options)),
    statistics,
    citations: citationsOf({
      activations: [activation, teacherActivation],
      variancePart: options.weights.variance > 0,
      secondLayer: options.weights.secondLayer !== undefined,
      integrators: integratorsOf(statistics),
    }),
  };
}

function lookAt(
  time: number,
  endTime: number,
  pieces: readonly SolutionPiece[] | null,
  options: ResolvedOptions,
): TrajectoryState {
  if (pieces === null) throw new InvalidArgumentError(messages.stepsNotKept());
  if (!(time >= 0 && time <= endTime)) {
    throw new InvalidArgumentError(messages.outside('time', time, `[0, ${endTime}]`));
  }
  const { studentWidth, teacherWidth, trainsSecondLayer } = options.model;
  const state = new Float64Array(stateLength(studentWidth, teacherWidth, trainsSecondLayer));
  let low = 0;
  let high = pieces.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (pieces[middle].to < time) low = middle + 1;
    else high = middle;
  }
  // A trajectory that ends where it starts has no steps.
  if (pieces.length === 0) return describeState(options, startingState(options), time);
  pieces[low].evaluate(time, state);
  return describeState(options, state, time);
}
