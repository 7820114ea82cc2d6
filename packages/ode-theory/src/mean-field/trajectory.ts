import { Integrator, type IntegrationStatistics, type IntegratorSnapshot } from '../integrator/integrator.ts';
import { decodeMeanFieldCheckpoint, encodeMeanFieldCheckpoint } from './checkpoint.ts';
import { MeanFieldFlow } from './mean-field-flow.ts';
import { resolveMeanFieldOptions, type MeanFieldOptions, type ResolvedMeanFieldOptions } from './options.ts';
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

/** A solution of the mean-field limit that is computed piece by piece: it can be paced, abandoned, and resumed elsewhere. */
export interface MeanFieldTrajectory {
  /** How far the integration got; the points up to there are known. */
  readonly time: number;
  readonly finished: boolean;
  readonly statistics: IntegrationStatistics;
  /** The points recorded by this object: all when it was created, those after the checkpoint when it was restored. */
  readonly points: readonly MeanFieldPoint[];
  /**
   * Takes steps until at least `maxEvaluations` evaluations of the velocities were spent (one step at least) or the last output
   * time is reached; says whether it was. How a trajectory is cut into pieces changes no bit of it. Throws
   * StepSizeUnderflowError, with the time.
   */
  advance(maxEvaluations: number): boolean;
  /** 16 N (k + 1) bytes and a little more, from which `restoreMeanFieldTrajectory` continues with the same bits. */
  checkpoint(): Uint8Array;
}

/** Starts at t = 0. Throws as `solveMeanField` does for impossible options. */
export function createMeanFieldTrajectory(options: MeanFieldOptions): MeanFieldTrajectory {
  return new ParticleTrajectory(resolveMeanFieldOptions(options), null);
}

/** Continues from a checkpoint taken with the same options. Throws CheckpointError when it is damaged or belongs to other options. */
export function restoreMeanFieldTrajectory(
  options: MeanFieldOptions,
  checkpoint: Uint8Array,
): MeanFieldTrajectory {
  const resolved = resolveMeanFieldOptions(options);
  return new ParticleTrajectory(resolved, decodeMeanFieldCheckpoint(checkpoint, resolved));
}

class ParticleTrajectory implements MeanFieldTrajectory {
  readonly #options: ResolvedMeanFieldOptions;
  readonly #flow: MeanFieldFlow;
  readonly #integrator: Integrator;
  readonly #interpolated: Float64Array;
  readonly #points: MeanFieldPoint[] = [];
  #pointsDone: number;

  constructor(
    options: ResolvedMeanFieldOptions,
    resume: { readonly snapshot: IntegratorSnapshot; readonly pointsDone: number } | null,
  ) {
    const { particles, gradient, times, tolerances, model } = options;
    this.#options = options;
    this.#flow = new MeanFieldFlow(particles, model);
    this.#integrator = new Integrator(
      this.#flow.velocities(gradient),
      resume?.snapshot ?? this.#flow.initial,
      tolerances,
      times[times.length - 1],
    );
    this.#pointsDone = resume?.pointsDone ?? 0;
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

  checkpoint(): Uint8Array {
    return encodeMeanFieldCheckpoint(this.#integrator.snapshot(), this.#pointsDone, this.#options);
  }

  #recordPoints(): void {
    const { times } = this.#options;
    for (; this.#pointsDone < times.length; this.#pointsDone++) {
      const index = this.#pointsDone;
      const time = times[index];
      if (time > this.#integrator.time) return;
      this.#integrator.interpolate(time, this.#interpolated);
      const risk = this.#flow.risk(this.#interpolated);
      this.#points.push({ index, time, risk, particles: this.#flow.particlesAt(this.#interpolated) });
    }
  }
}
