import { Integrator, type IntegrationStatistics } from '../integrator/integrator.ts';
import { requireIncreasing, requireNonNegative, requireTolerances } from '../trajectory/options.ts';
import { MeanFieldFlow, type MeanFieldModel } from './mean-field-flow.ts';
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

/** The solution at one of the output times. */
export interface MeanFieldPoint {
  /** Position among `times`. */
  readonly index: number;
  readonly time: number;
  /** R = ½ E[(f − f̂)²], noise excluded. */
  readonly risk: number;
  readonly particles: Particles;
}

/** A solution of the mean-field limit that is computed piece by piece, so that it can be paced and abandoned. */
export interface MeanFieldTrajectory {
  /** How far the integration got; the points up to there are known. */
  readonly time: number;
  readonly finished: boolean;
  readonly statistics: IntegrationStatistics;
  readonly points: readonly MeanFieldPoint[];
  /**
   * Takes steps until at least `maxEvaluations` evaluations of the velocities were spent (one step at least) or the last output
   * time is reached; says whether it was. How a trajectory is cut into pieces changes no bit of it. Throws
   * StepSizeUnderflowError, with the time.
   */
  advance(maxEvaluations: number): boolean;
}

/** Starts at t = 0. Throws as `solveMeanField` does for impossible options. */
export function createMeanFieldTrajectory(options: MeanFieldOptions): MeanFieldTrajectory {
  return new ParticleTrajectory(options);
}

class ParticleTrajectory implements MeanFieldTrajectory {
  readonly #flow: MeanFieldFlow;
  readonly #integrator: Integrator;
  readonly #times: Float64Array;
  readonly #interpolated: Float64Array;
  readonly #points: MeanFieldPoint[] = [];

  constructor({ particles, gradient, times, relativeTolerance = 1e-8, ...rest }: MeanFieldOptions) {
    const { absoluteTolerance = 1e-3 * relativeTolerance, ...model } = rest;
    requireNonNegative('gradient', gradient);
    requireTolerances(relativeTolerance, absoluteTolerance);
    this.#times = Float64Array.from(times);
    requireIncreasing(this.#times);
    this.#flow = new MeanFieldFlow(particles, model);
    this.#integrator = new Integrator(
      this.#flow.velocities(gradient),
      this.#flow.initial,
      { relative: relativeTolerance, absolute: absoluteTolerance },
      this.#times[this.#times.length - 1],
    );
    this.#interpolated = new Float64Array(this.#flow.initial.length);
    this.#recordPoints();
  }

  get time(): number {
    return this.#integrator.time;
  }

  get finished(): boolean {
    return this.#integrator.finished;
  }

  get statistics(): IntegrationStatistics {
    return this.#integrator.statistics;
  }

  get points(): readonly MeanFieldPoint[] {
    return this.#points;
  }

  advance(maxEvaluations: number): boolean {
    const enough = this.#integrator.evaluations + maxEvaluations;
    while (!this.#integrator.finished) {
      this.#integrator.step();
      this.#recordPoints();
      if (this.#integrator.evaluations >= enough) break;
    }
    return this.#integrator.finished;
  }

  #recordPoints(): void {
    for (let index = this.#points.length; index < this.#times.length; index++) {
      const time = this.#times[index];
      if (time > this.#integrator.time) return;
      this.#integrator.interpolate(time, this.#interpolated);
      const risk = this.#flow.risk(this.#interpolated);
      this.#points.push({ index, time, risk, particles: this.#flow.particlesAt(this.#interpolated) });
    }
  }
}
