import { Integrator, type IntegrationStatistics, type IntegratorSnapshot } from '../integrator/integrator.ts';
import type { SolutionPiece } from '../integrator/solution-piece.ts';
import { riskSensitivity } from '../right-hand-side/risk-sensitivity.ts';
import { uncheckedRightHandSide } from '../right-hand-side/right-hand-side.ts';
import { decodeCheckpoint, encodeCheckpoint, type Progress } from './checkpoint.ts';
import { describeState, type TrajectoryState } from './describe-state.ts';
import { EventWatch } from './event-watch.ts';
import type { EventOccurrence } from './events.ts';
import { resolveOptions, startingState, type ResolvedOptions, type TrajectoryOptions } from './options.ts';
import { PositivityWatch } from './positivity.ts';

/**
 * What a step may add to the error of the risk when the risk itself is tiny. Lower would ask for digits that the
 * cancelling terms of R do not have (measured: from 1e-14 on, a tenth of the steps up to t = 10⁵ are rejected).
 */
const LARGEST_RISK_FLOOR = 1e-13;
const RISK_FLOOR_PER_TOLERANCE = 1e-4;

/** The solution at one of the output times. */
export interface TrajectoryPoint extends TrajectoryState {
  /** Position among `times`. */
  readonly index: number;
}

/** Why a trajectory is at its end: the last output time, a terminal event, or a drift that is as small as was asked for. */
export type TrajectoryEnd = 'time' | 'event' | 'stationary';

/** A solution that is computed piece by piece: it can be paced, abandoned, and resumed elsewhere. */
export interface Trajectory {
  /** How far the integration got; the points up to there are known. */
  readonly time: number;
  /** How many of the output times are known, those before a resumed checkpoint included. */
  readonly pointsDone: number;
  readonly finished: boolean;
  /** Null as long as it is not finished. */
  readonly endedBy: TrajectoryEnd | null;
  readonly statistics: IntegrationStatistics;
  /** The points recorded by this object: all when it was created, those after the checkpoint when it was restored. */
  readonly points: readonly TrajectoryPoint[];
  /** The events that have happened, by time, those before a resumed checkpoint included. */
  readonly events: readonly EventOccurrence[];
  /**
   * Takes steps until at least `maxEvaluations` evaluations of the right-hand side were spent (one step at
   * least) or the end is reached; says whether it was. How a trajectory is cut into pieces
   * changes no bit of it. Throws OverlapsLeftDomainError or StepSizeUnderflowError, with the time.
   */
  advance(maxEvaluations: number): boolean;
  /** A few kilobytes (time, overlaps, step control; no points) from which `restoreTrajectory` continues with the same bits. */
  checkpoint(): Uint8Array;
}

/** Starts at t = 0. Throws as `solve` does for impossible options. */
export function createTrajectory(options: TrajectoryOptions): Trajectory {
  return beginTrajectory(options, null);
}

/** The same; every step's solution is handed to `keep` as well. */
export function beginTrajectory(
  options: TrajectoryOptions,
  keep: ((piece: SolutionPiece) => void) | null,
): Trajectory {
  const resolved = resolveOptions(options);
  return new IncrementalTrajectory(resolved, startingState(resolved), null, keep);
}

/** Continues from a checkpoint taken with the same options. Throws CheckpointError when it is damaged or belongs to other options. */
export function restoreTrajectory(options: TrajectoryOptions, checkpoint: Uint8Array): Trajectory {
  const resolved = resolveOptions(options);
  const { snapshot, progress } = decodeCheckpoint(checkpoint, resolved);
  return new IncrementalTrajectory(resolved, snapshot, progress, null);
}

class IncrementalTrajectory implements Trajectory {
  readonly #options: ResolvedOptions;
  readonly #integrator: Integrator;
  readonly #positivity: PositivityWatch;
  readonly #events: EventWatch;
  readonly #keep: ((piece: SolutionPiece) => void) | null;
  readonly #interpolated: Float64Array;
  readonly #points: TrajectoryPoint[] = [];
  #pointsDone: number;
  /** Where a terminal event or stationarity ended it. */
  #end: { readonly time: number; readonly by: TrajectoryEnd } | null = null;

  constructor(
    options: ResolvedOptions,
    start: Float64Array | IntegratorSnapshot,
    progress: Progress | null,
    keep: ((piece: SolutionPiece) => void) | null,
  ) {
    const { model, weights, times, relativeTolerance, absoluteTolerance } = options;
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
    this.#positivity = new PositivityWatch(model, relativeTolerance);
    this.#keep = keep;
    this.#interpolated = new Float64Array(this.#integrator.state.length);
    this.#pointsDone = progress?.pointsDone ?? 0;
    this.#events = new EventWatch(
      options,
      this.#integrator.state,
      this.#integrator.time,
      progress?.occurrences,
    );
    if (progress === null) this.#endAtEvent();
    else if (progress.endedBy !== 0) {
      this.#end = { time: progress.endTime, by: progress.endedBy === 1 ? 'event' : 'stationary' };
    }
    this.#recordPoints();
  }

  get time(): number {
    return this.#end?.time ?? this.#integrator.time;
  }

  get pointsDone(): number {
    return this.#pointsDone;
  }

  get finished(): boolean {
    return this.#end !== null || this.#integrator.finished;
  }

  get endedBy(): TrajectoryEnd | null {
    return this.#end?.by ?? (this.#integrator.finished ? 'time' : null);
  }

  get statistics(): IntegrationStatistics {
    return this.#integrator.statistics;
  }

  get points(): readonly TrajectoryPoint[] {
    return this.#points;
  }

  get events(): readonly EventOccurrence[] {
    return this.#events.occurrences;
  }

  advance(maxEvaluations: number): boolean {
    const enough = this.#integrator.evaluations + maxEvaluations;
    while (!this.finished) {
      this.#step();
      if (this.#integrator.evaluations >= enough) break;
    }
    return this.finished;
  }

  checkpoint(): Uint8Array {
    const progress = {
      pointsDone: this.#pointsDone,
      occurrences: this.#events.records,
      endTime: this.#end?.time ?? NaN,
      endedBy: this.#end === null ? 0 : this.#end.by === 'event' ? 1 : 2,
    };
    return encodeCheckpoint(this.#integrator.snapshot(), progress, this.#options);
  }

  #step(): void {
    const integrator = this.#integrator;
    const before = integrator.time;
    integrator.step();
    this.#positivity.check(integrator.state, integrator.time);
    this.#keep?.(integrator.lastPiece());
    this.#events.afterStep(before, integrator);
    this.#endAtEvent();
    if (this.#end === null && this.#isStationary()) this.#end = { time: integrator.time, by: 'stationary' };
    this.#recordPoints();
  }

  #endAtEvent(): void {
    const time = this.#events.terminalTime;
    if (time !== null) this.#end = { time, by: 'event' };
  }

  #isStationary(): boolean {
    const { stationaryBelow } = this.#options;
    if (stationaryBelow === 0) return false;
    const slope = this.#interpolated;
    this.#integrator.derivative(slope);
    for (let x = 0; x < slope.length; x++) if (!(Math.abs(slope[x]) <= stationaryBelow)) return false;
    return true;
  }

  #recordPoints(): void {
    const { times } = this.#options;
    while (this.#pointsDone < times.length && times[this.#pointsDone] <= this.time) {
      const index = this.#pointsDone;
      const time = times[index];
      this.#integrator.interpolate(time, this.#interpolated);
      this.#positivity.check(this.#interpolated, time);
      this.#points.push({ index, ...describeState(this.#options, this.#interpolated, time) });
      this.#pointsDone++;
    }
  }
}
