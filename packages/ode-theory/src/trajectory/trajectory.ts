import { populationRisk, type OrderParameters } from '@crossover/math-core';
import { Integrator, type IntegrationStatistics, type IntegratorSnapshot } from '../integrator/integrator.ts';
import { packState, unpackState } from '../right-hand-side/packed-state.ts';
import { riskSensitivity } from '../right-hand-side/risk-sensitivity.ts';
import { uncheckedRightHandSide } from '../right-hand-side/right-hand-side.ts';
import { decodeCheckpoint, encodeCheckpoint } from './checkpoint.ts';
import { resolveOptions, type ResolvedOptions, type TrajectoryOptions } from './options.ts';
import { assertStillCovariance } from './positivity.ts';

/**
 * What a step may add to the error of the risk when the risk itself is tiny. Lower would ask for digits that the
 * cancelling terms of R do not have (measured: from 1e-14 on, a tenth of the steps up to t = 10⁵ are rejected).
 */
const LARGEST_RISK_FLOOR = 1e-13;
const RISK_FLOOR_PER_TOLERANCE = 1e-4;

/** The solution at one of the output times. */
export interface TrajectoryPoint {
  /** Position among `times`. */
  readonly index: number;
  readonly time: number;
  /** R = ½ E[(f − f̂)²], noise excluded. Below about 1e-16 it is round-off and may be negative. */
  readonly risk: number;
  readonly orderParameters: OrderParameters;
}

/** A solution that is computed piece by piece: it can be paced, abandoned, and resumed elsewhere. */
export interface Trajectory {
  /** How far the integration got; the points up to there are known. */
  readonly time: number;
  /** How many of the output times are known, those before a resumed checkpoint included. */
  readonly pointsDone: number;
  readonly finished: boolean;
  readonly statistics: IntegrationStatistics;
  /** The points recorded by this object: all when it was created, those after the checkpoint when it was restored. */
  readonly points: readonly TrajectoryPoint[];
  /**
   * Takes steps until at least `maxEvaluations` evaluations of the right-hand side were spent (one step at
   * least) or the last output time is reached; says whether it was. How a trajectory is cut into pieces
   * changes no bit of it. Throws OverlapsLeftDomainError or StepSizeUnderflowError, with the time.
   */
  advance(maxEvaluations: number): boolean;
  /** A few kilobytes (time, overlaps, step control; no points) from which `restoreTrajectory` continues with the same bits. */
  checkpoint(): Uint8Array;
}

/** Starts at t = 0. Throws as `solve` does for impossible options. */
export function createTrajectory(options: TrajectoryOptions): Trajectory {
  const resolved = resolveOptions(options);
  return new IncrementalTrajectory(resolved, packState(resolved.initial), 0);
}

/** Continues from a checkpoint taken with the same options. Throws CheckpointError when it is damaged or belongs to other options. */
export function restoreTrajectory(options: TrajectoryOptions, checkpoint: Uint8Array): Trajectory {
  const resolved = resolveOptions(options);
  const { snapshot, pointsDone } = decodeCheckpoint(checkpoint, resolved);
  return new IncrementalTrajectory(resolved, snapshot, pointsDone);
}

class IncrementalTrajectory implements Trajectory {
  readonly #options: ResolvedOptions;
  readonly #integrator: Integrator;
  readonly #interpolated: Float64Array;
  readonly #points: TrajectoryPoint[] = [];
  #pointsDone: number;

  constructor(options: ResolvedOptions, start: Float64Array | IntegratorSnapshot, pointsDone: number) {
    const { initial, noise, weights, times, relativeTolerance, absoluteTolerance } = options;
    const { studentWidth, teacherWidth, P } = initial;
    const model = { studentWidth, teacherWidth, noise, P };
    this.#options = options;
    this.#integrator = new Integrator(
      uncheckedRightHandSide(model, weights),
      start,
      { relative: relativeTolerance, absolute: absoluteTolerance },
      times[times.length - 1],
      {
        observable: riskSensitivity(model),
        relative: relativeTolerance,
        floor: Math.min(LARGEST_RISK_FLOOR, RISK_FLOOR_PER_TOLERANCE * relativeTolerance),
      },
    );
    this.#interpolated = new Float64Array(this.#integrator.state.length);
    this.#pointsDone = pointsDone;
    this.#recordPoints();
  }

  get time(): number {
    return this.#integrator.time;
  }

  get pointsDone(): number {
    return this.#pointsDone;
  }

  get finished(): boolean {
    return this.#integrator.finished;
  }

  get statistics(): IntegrationStatistics {
    return this.#integrator.statistics;
  }

  get points(): readonly TrajectoryPoint[] {
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
    return encodeCheckpoint(this.#integrator.snapshot(), this.#pointsDone, this.#options);
  }

  #recordPoints(): void {
    const { times, initial, relativeTolerance } = this.#options;
    while (this.#pointsDone < times.length && times[this.#pointsDone] <= this.#integrator.time) {
      const index = this.#pointsDone;
      const time = times[index];
      this.#integrator.interpolate(time, this.#interpolated);
      const orderParameters = unpackState(this.#interpolated, initial);
      assertStillCovariance(orderParameters, time, relativeTolerance);
      this.#points.push({ index, time, risk: populationRisk(orderParameters), orderParameters });
      this.#pointsDone++;
    }
  }
}
