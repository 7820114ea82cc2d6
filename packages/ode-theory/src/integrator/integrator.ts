import { StepSizeUnderflowError } from '../errors.ts';
import {
  COEFFICIENT_COUNT,
  evaluateExtension,
  EXTENSION_EVALUATIONS,
  prepareExtension,
} from './continuous-extension.ts';
import { dormandPrince853 } from './dormand-prince-853.ts';
import { createErrorEstimate, type ControlledObservable, type ErrorEstimate } from './error-estimate.ts';
import type { Tolerances } from './error-norm.ts';
import { initialStepSize, type VectorField } from './initial-step.ts';
import { END_STAGE, STAGE_COUNT, tryStep } from './runge-kutta-step.ts';
import { cutAfterRejection, freshMemory, growthAfterAcceptance } from './step-size-controller.ts';

/** How much work an integration took. */
export interface IntegrationStatistics {
  /** Accepted steps. */
  readonly steps: number;
  readonly rejected: number;
  /** Evaluations of the right-hand side. */
  readonly evaluations: number;
}

/** Everything the next step depends on: an integrator restored from it continues with the same bits. */
export interface IntegratorSnapshot extends IntegrationStatistics {
  readonly time: number;
  readonly stepSize: number;
  readonly previousError: number;
  readonly rejectedLast: boolean;
  readonly state: Float64Array;
  readonly derivative: Float64Array;
}

const { order } = dormandPrince853;

/**
 * Integrates an autonomous system from t = 0 to `endTime` by Dormand–Prince 8(5,3) with adaptive steps. Steps do
 * not depend on where the solution is looked at: `interpolate` gives it anywhere in the last step.
 *
 * A step that leaves the domain of the field (entries NaN or infinite) is rejected and shortened; throws
 * StepSizeUnderflowError when no step is short enough. A `controlled` observable keeps its own accuracy. All buffers are made once; a step allocates nothing.
 */
export class Integrator {
  readonly #field: VectorField;
  readonly #estimateError: ErrorEstimate;
  readonly #endTime: number;
  readonly #start: Float64Array;
  readonly #end: Float64Array;
  readonly #trial: Float64Array;
  readonly #slopes: readonly Float64Array[];
  readonly #coefficients: readonly Float64Array[];
  readonly #memory = freshMemory();
  readonly #statistics = { steps: 0, rejected: 0, evaluations: 0 };
  #startTime = 0;
  #time = 0;
  #stepSize = 0;
  #extensionIsReady = false;

  constructor(
    field: VectorField,
    initial: Float64Array | IntegratorSnapshot,
    tolerances: Tolerances,
    endTime: number,
    controlled: ControlledObservable | null = null,
  ) {
    const isFresh = initial instanceof Float64Array;
    const state = isFresh ? initial : initial.state;
    const buffer = (): Float64Array => new Float64Array(state.length);
    this.#field = field;
    this.#estimateError = createErrorEstimate(state.length, tolerances, controlled);
    this.#endTime = endTime;
    this.#start = buffer();
    this.#end = Float64Array.from(state);
    this.#trial = buffer();
    this.#slopes = Array.from({ length: STAGE_COUNT }, buffer);
    this.#coefficients = Array.from({ length: COEFFICIENT_COUNT }, buffer);
    if (isFresh) this.#begin(tolerances);
    else this.#resume(initial);
  }

  get time(): number {
    return this.#time;
  }

  get finished(): boolean {
    return this.#time >= this.#endTime;
  }

  get evaluations(): number {
    return this.#statistics.evaluations;
  }

  get statistics(): IntegrationStatistics {
    return { ...this.#statistics };
  }

  /** The solution at `time`: the integrator's own buffer, overwritten by the next step. */
  get state(): Float64Array {
    return this.#end;
  }

  /** One accepted step, ending at `endTime` at the latest. */
  step(): void {
    this.#start.set(this.#end);
    this.#slopes[0].set(this.#slopes[END_STAGE]);
    this.#extensionIsReady = false;
    while (!this.#attempt()) this.#statistics.rejected++;
    this.#statistics.steps++;
  }

  /** Writes the solution at a time within the last step into `target`. */
  interpolate(time: number, target: Float64Array): void {
    if (time === this.#time) {
      target.set(this.#end);
      return;
    }
    const h = this.#time - this.#startTime;
    if (!this.#extensionIsReady) {
      prepareExtension(this.#field, this.#start, this.#end, h, this.#slopes, this.#trial, this.#coefficients);
      this.#statistics.evaluations += EXTENSION_EVALUATIONS;
      this.#extensionIsReady = true;
    }
    evaluateExtension(this.#start, this.#coefficients, (time - this.#startTime) / h, target);
  }

  snapshot(): IntegratorSnapshot {
    return {
      ...this.#statistics,
      ...this.#memory,
      time: this.#time,
      stepSize: this.#stepSize,
      state: this.#end.slice(),
      derivative: this.#slopes[END_STAGE].slice(),
    };
  }

  #begin(tolerances: Tolerances): void {
    const slope = this.#slopes[END_STAGE];
    this.#field(this.#end, slope);
    this.#stepSize = initialStepSize(
      this.#field,
      this.#end,
      slope,
      order,
      tolerances,
      this.#trial,
      this.#slopes[0],
    );
    this.#statistics.evaluations = 2;
  }

  #resume(snapshot: IntegratorSnapshot): void {
    const { steps, rejected, evaluations, previousError, rejectedLast, time, stepSize, derivative } =
      snapshot;
    Object.assign(this.#statistics, { steps, rejected, evaluations });
    Object.assign(this.#memory, { previousError, rejectedLast });
    this.#time = time;
    this.#stepSize = stepSize;
    this.#slopes[END_STAGE].set(derivative);
  }

  /** Whether a step of the current size was accepted; adapts the size either way. */
  #attempt(): boolean {
    const remaining = this.#endTime - this.#time;
    // Stretching the last step a little avoids a crumb after it.
    const isLast = 1.01 * this.#stepSize >= remaining;
    const h = isLast ? remaining : this.#stepSize;
    if (!(this.#time + 0.1 * h > this.#time)) throw new StepSizeUnderflowError(this.#time, h);
    tryStep(this.#field, this.#start, h, this.#slopes, this.#trial, this.#end);
    this.#statistics.evaluations += END_STAGE - 1;
    const error = this.#estimateError(this.#start, this.#end, h, this.#slopes);
    if (!(error <= 1)) return this.#reject(h, error);
    if (!this.#endIsInDomain()) return this.#reject(h, Infinity);
    this.#startTime = this.#time;
    this.#time = isLast ? this.#endTime : this.#time + h;
    this.#stepSize = h * growthAfterAcceptance(order, error, this.#memory);
    return true;
  }

  #reject(h: number, error: number): false {
    this.#stepSize = h * cutAfterRejection(order, error, this.#memory);
    return false;
  }

  /** Evaluates the derivative at the end of the step, the first stage of the next one. */
  #endIsInDomain(): boolean {
    const slope = this.#slopes[END_STAGE];
    this.#field(this.#end, slope);
    this.#statistics.evaluations++;
    for (let x = 0; x < slope.length; x++) {
      if (!Number.isFinite(slope[x])) return false;
    }
    return true;
  }
}
