import { Integrator, type IntegrationStatistics } from '../integrator/integrator.ts';
import { MeanFieldFlow } from './mean-field-flow.ts';
import { resolveMeanFieldOptions, type MeanFieldOptions } from './options.ts';
import type { Particles } from './particles.ts';

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

  constructor(options: MeanFieldOptions) {
    const { particles, gradient, times, tolerances, model } = resolveMeanFieldOptions(options);
    this.#times = times;
    this.#flow = new MeanFieldFlow(particles, model);
    this.#integrator = new Integrator(
      this.#flow.velocities(gradient),
      this.#flow.initial,
      tolerances,
      times[times.length - 1],
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
