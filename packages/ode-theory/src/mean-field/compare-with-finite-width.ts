import type { OrderParameters } from '@crossover/math-core';
import { solve, type Solution } from '../trajectory/solve.ts';
import { outOfSpanOverlap, particlesOfOverlaps } from './particles.ts';
import { solutionOf, type MeanFieldSolution } from './solve-mean-field.ts';
import { createMeanFieldTrajectory } from './trajectory.ts';

export interface FiniteWidthComparisonOptions {
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
  /** Output times, ≥ 0 and strictly increasing. */
  readonly times: ArrayLike<number>;
  /** Of both integrations; by default 1e-8. */
  readonly relativeTolerance?: number;
  /** Called after every step of either integration with the time reached there; `false` ends both. */
  readonly onStep?: (time: number) => boolean | void;
}

/** A finite network beside the particles that start like its units. */
export interface FiniteWidthComparison {
  /** The output times that both reached. */
  readonly times: readonly number[];
  readonly network: Solution;
  readonly meanField: MeanFieldSolution;
  /** max |Q⁰_ij − m_i P⁻¹ m_jᵀ|, i ≠ j: what the particles leave out at the start. */
  readonly outOfSpanOverlap: number;
  /** R of the network minus R of the particles at these times. */
  readonly riskDifference: Float64Array;
  /** max_ir |M_ir − m_ir| at these times. */
  readonly overlapDifference: Float64Array;
}

/**
 * Solves the equations of a finite network's overlaps and the mean-field limit from the same start. Without a variance part and with
 * students orthogonal outside the teacher's span they begin with the same velocities, and differ by O(1/p) later: out-of-span overlaps
 * between different units, which the particles do not have, grow at a rate 1/p. For students inside the span the two are the same.
 *
 * Throws what `solve` and `solveMeanField` throw.
 */
export function compareWithFiniteWidth(options: FiniteWidthComparisonOptions): FiniteWidthComparison {
  const { initial, gradient, variance = 0, noise = 0, times, relativeTolerance = 1e-8 } = options;
  let stopped = false;
  const onStep = (time: number): boolean => {
    stopped ||= options.onStep?.(time) === false;
    return !stopped;
  };
  const particles = createMeanFieldTrajectory({
    particles: particlesOfOverlaps(initial),
    gradient,
    times,
    relativeTolerance,
  });
  while (!particles.finished && !stopped) {
    particles.advance(1);
    onStep(particles.time);
  }
  const network = solve({
    initial,
    weights: { gradient, variance },
    noise,
    times,
    relativeTolerance,
    onStep,
  });
  const meanField = solutionOf(particles.points, particles.statistics);
  const reached = Math.min(network.times.length, meanField.times.length);
  return {
    times: network.times.slice(0, reached),
    network,
    meanField,
    outOfSpanOverlap: outOfSpanOverlap(initial),
    riskDifference: network.risk.slice(0, reached).map((risk, index) => risk - meanField.risk[index]),
    overlapDifference: Float64Array.from({ length: reached }, (_, index) =>
      largestDifference(network.orderParameters[index].M, meanField.particles[index].M),
    ),
  };
}

function largestDifference(a: Float64Array, b: Float64Array): number {
  return a.reduce((most, value, index) => Math.max(most, Math.abs(value - b[index])), 0);
}
