import type { OrderParameters } from '@crossover/math-core';
import type { Solution } from '../trajectory/solve.ts';
import { createTrajectory, type Trajectory } from '../trajectory/trajectory.ts';
import { outOfSpanOverlap, particlesOfOverlaps } from './particles.ts';
import { solutionOf, type MeanFieldSolution } from './solve-mean-field.ts';
import { createMeanFieldTrajectory, type MeanFieldTrajectory } from './trajectory.ts';

export interface FiniteWidthOptions {
  /** Ω⁰ of a finite network. */
  readonly initial: OrderParameters;
  /** g = γ₀/p₀, the weight of the gradient part, of both. */
  readonly gradient: number;
  /**
   * g₂ ≥ 0, the weight of the variance part in the network's equations; default 0, the limit in the region of perfect learning. With
   * g₂ = g², the plateau's, the two do not meet as p grows.
   */
  readonly variance?: number;
  /** Δ ≥ 0, the variance of the label noise; it matters with the variance part only. Default 0. */
  readonly noise?: number;
  /** a*, k numbers; by default all 1. */
  readonly teacherSecondLayer?: Float64Array;
  /** Output times, ≥ 0 and strictly increasing. */
  readonly times: ArrayLike<number>;
  /** Of both integrations; by default 1e-8. */
  readonly relativeTolerance?: number;
}

export interface FiniteWidthComparisonOptions extends FiniteWidthOptions {
  /** Called after every step of either integration with the time reached there; `false` ends both. */
  readonly onStep?: (time: number) => boolean | void;
}

/** A finite network beside the particles that start like its units. */
export interface FiniteWidthComparison {
  /** The output times that both reached. */
  readonly times: readonly number[];
  readonly network: Pick<Solution, 'times' | 'risk' | 'orderParameters' | 'statistics'>;
  readonly meanField: MeanFieldSolution;
  /** max |Q⁰_ij − m_i P⁻¹ m_jᵀ|, i ≠ j: what the particles leave out at the start. */
  readonly outOfSpanOverlap: number;
  /** R of the network minus R of the particles at these times. */
  readonly riskDifference: Float64Array;
  /** max_ir |M_ir − m_ir| at these times. */
  readonly overlapDifference: Float64Array;
}

/** The two trajectories of a comparison, to be advanced by whoever paces them. */
export interface FiniteWidthTrajectories {
  readonly network: Trajectory;
  readonly meanField: MeanFieldTrajectory;
  /** What is known so far. */
  readonly compare: () => FiniteWidthComparison;
}

/** Both at t = 0. Throws what `solve` and `solveMeanField` throw for impossible options. */
export function createFiniteWidthTrajectories(options: FiniteWidthOptions): FiniteWidthTrajectories {
  const { initial, gradient, variance = 0, noise = 0, times, relativeTolerance = 1e-8 } = options;
  const { teacherSecondLayer } = options;
  const meanField = createMeanFieldTrajectory({
    particles: particlesOfOverlaps(initial),
    gradient,
    times,
    relativeTolerance,
    ...(teacherSecondLayer && { teacherSecondLayer }),
  });
  const network = createTrajectory({
    initial,
    weights: { gradient, variance },
    noise,
    times,
    relativeTolerance,
    ...(teacherSecondLayer && { network: { teacherSecondLayer } }),
  });
  const compare = (): FiniteWidthComparison => {
    const reached = Math.min(network.points.length, meanField.points.length);
    const pairs = Array.from({ length: reached }, (_, index) => ({
      full: network.points[index],
      closed: meanField.points[index],
    }));
    return {
      times: pairs.map(({ full }) => full.time),
      network: {
        times: network.points.map((point) => point.time),
        risk: Float64Array.from(network.points, (point) => point.risk),
        orderParameters: network.points.map((point) => point.orderParameters),
        statistics: network.statistics,
      },
      meanField: solutionOf(meanField.points, meanField.statistics),
      outOfSpanOverlap: outOfSpanOverlap(initial),
      riskDifference: Float64Array.from(pairs, ({ full, closed }) => full.risk - closed.risk),
      overlapDifference: Float64Array.from(pairs, ({ full, closed }) =>
        largestDifference(full.orderParameters.M, closed.particles.M),
      ),
    };
  };
  return { network, meanField, compare };
}

/**
 * Solves the equations of a finite network's overlaps and the mean-field limit from the same start. Without a variance part and with
 * students orthogonal outside the teacher's span they begin with the same velocities, and differ by O(1/p) later: out-of-span overlaps
 * between different units, which the particles do not have, grow at a rate 1/p. For students inside the span the two are the same.
 *
 * Throws what `solve` and `solveMeanField` throw.
 */
export function compareWithFiniteWidth({
  onStep,
  ...options
}: FiniteWidthComparisonOptions): FiniteWidthComparison {
  const { network, meanField, compare } = createFiniteWidthTrajectories(options);
  for (const trajectory of [meanField, network]) {
    while (!trajectory.finished) {
      trajectory.advance(1);
      if (onStep?.(trajectory.time) === false) return compare();
    }
  }
  return compare();
}

function largestDifference(a: Float64Array, b: Float64Array): number {
  return a.reduce((most, value, index) => Math.max(most, Math.abs(value - b[index])), 0);
}
