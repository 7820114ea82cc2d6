import type { OrderParameters } from '@crossover/math-core';
import type { IntegrationStatistics } from '../integrator/integrator.ts';
import type { TrajectoryOptions } from './options.ts';
import { createTrajectory } from './trajectory.ts';

export interface SolveOptions extends TrajectoryOptions {
  /** Called after every step with the time reached; `false` ends the integration there. */
  readonly onStep?: (time: number) => boolean | void;
}

export interface Solution {
  /** The output times reached: all, unless `onStep` ended the integration. */
  readonly times: readonly number[];
  /** R at these times, noise excluded. */
  readonly risk: Float64Array;
  readonly orderParameters: readonly OrderParameters[];
  readonly statistics: IntegrationStatistics;
}

/**
 * Solves dΩ/dt from Ω⁰ and reports risk and overlaps at the output times.
 *
 * Throws InvalidArgumentError for impossible options, NotPositiveSemidefiniteError for an Ω⁰ that is no
 * covariance, OverlapsLeftDomainError and StepSizeUnderflowError, with the time, when the integration fails.
 */
export function solve({ onStep, ...options }: SolveOptions): Solution {
  const trajectory = createTrajectory(options);
  while (!trajectory.finished) {
    trajectory.advance(1);
    if (onStep?.(trajectory.time) === false) break;
  }
  const { points, statistics } = trajectory;
  return {
    times: points.map((point) => point.time),
    risk: Float64Array.from(points, (point) => point.risk),
    orderParameters: points.map((point) => point.orderParameters),
    statistics,
  };
}
