import type { Citation } from '../citations/citation.ts';
import { citationsOf, integratorsOf } from '../citations/citations-of.ts';
import type { IntegrationStatistics } from '../integrator/integrator.ts';
import type { MeanFieldOptions } from './options.ts';
import type { Particles } from './particles.ts';
import { createMeanFieldTrajectory, type MeanFieldPoint } from './trajectory.ts';

export interface SolveMeanFieldOptions extends MeanFieldOptions {
  /** Called after every step with the time reached; `false` ends the integration there. */
  readonly onStep?: (time: number) => boolean | void;
}

export interface MeanFieldSolution {
  /** The output times reached: all, unless `onStep` ended the integration. */
  readonly times: readonly number[];
  /** R at these times, noise excluded. */
  readonly risk: Float64Array;
  /** The particles at these times, N (k + 1) numbers each. */
  readonly particles: readonly Particles[];
  readonly statistics: IntegrationStatistics;
  /** The papers that the equations and the methods come from; `toBibtex` prints them. */
  readonly citations: readonly Citation[];
}

/**
 * The mean-field (hydrodynamic) limit of one-pass SGD: p → ∞ in the region of perfect learning, d → ∞, with hidden units as
 * particles that follow the gradient of the risk of them all (the equations: MeanFieldFlow). Of networks on the line of the plateau it is
 * no limit: the variance part of their drift does not vanish as p grows.
 *
 * Throws InvalidArgumentError for impossible options, NotPositiveSemidefiniteError for a P that is no covariance, and
 * StepSizeUnderflowError, with the time, when the integration fails.
 */
export function solveMeanField({ onStep, ...options }: SolveMeanFieldOptions): MeanFieldSolution {
  const trajectory = createMeanFieldTrajectory(options);
  while (!trajectory.finished) {
    trajectory.advance(1);
    if (onStep?.(trajectory.time) === false) break;
  }
  return solutionOf(trajectory.points, trajectory.statistics);
}

/** Points side by side. */
export function solutionOf(
  points: readonly MeanFieldPoint[],
  statistics: IntegrationStatistics,
): MeanFieldSolution {
  return {
    times: points.map((point) => point.time),
    risk: Float64Array.from(points, (point) => point.risk),
    particles: points.map((point) => point.particles),
    statistics,
    citations: citationsOf({
      meanField: true,
      variancePart: false,
      integrators: integratorsOf(statistics),
    }),
  };
}
