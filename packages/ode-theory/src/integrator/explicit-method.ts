import {
  COEFFICIENT_COUNT,
  evaluateExtension,
  EXTENSION_EVALUATIONS,
  prepareExtension,
} from './continuous-extension.ts';
import { createErrorEstimate, type ControlledObservable, type ErrorEstimate } from './error-estimate.ts';
import type { Tolerances } from './error-norm.ts';
import { initialStepSize, type VectorField } from './initial-step.ts';
import { dormandPrince853 } from './dormand-prince-853.ts';
import type { SolutionPiece } from './solution-piece.ts';
import { END_STAGE, STAGE_COUNT, tryStep } from './runge-kutta-step.ts';

/** Dormand–Prince 8(5,3) with its buffers: one step at a time, and the continuous extension of the last one. */
export class ExplicitMethod {
  readonly #field: VectorField;
  readonly #estimateError: ErrorEstimate;
  readonly #start: Float64Array;
  readonly #trial: Float64Array;
  readonly #slopes: readonly Float64Array[];
  readonly #coefficients: readonly Float64Array[];
  #extensionIsReady = false;
  /** The solution at the end of the last step. */
  readonly end: Float64Array;
  evaluations = 0;

  constructor(
    field: VectorField,
    initial: Float64Array,
    tolerances: Tolerances,
    controlled: ControlledObservable | null,
  ) {
    const buffer = (): Float64Array => new Float64Array(initial.length);
    this.#field = field;
    this.#estimateError = createErrorEstimate(initial.length, tolerances, controlled);
    this.#start = buffer();
    this.end = Float64Array.from(initial);
    this.#trial = buffer();
    this.#slopes = Array.from({ length: STAGE_COUNT }, buffer);
    this.#coefficients = Array.from({ length: COEFFICIENT_COUNT }, buffer);
  }

  /** The derivative at `end`. */
  get endSlope(): Float64Array {
    return this.#slopes[END_STAGE];
  }

  /** Evaluates the derivative at `end`; says whether it is finite. */
  evaluateEnd(): boolean {
    const slope = this.endSlope;
    this.#field(this.end, slope);
    this.evaluations++;
    for (let x = 0; x < slope.length; x++) {
      if (!Number.isFinite(slope[x])) return false;
    }
    return true;
  }

  /** A first step size; one evaluation. */
  initialStepSize(tolerances: Tolerances): number {
    this.evaluations++;
    const { order } = dormandPrince853;
    return initialStepSize(
      this.#field,
      this.end,
      this.endSlope,
      order,
      tolerances,
      this.#trial,
      this.#slopes[0],
    );
  }

  /** The next attempts start where the last step ended. */
  moveOn(): void {
    this.#start.set(this.end);
    this.#slopes[0].set(this.endSlope);
    this.#extensionIsReady = false;
  }

  /** A step of size h: its scaled error, ≤ 1 when it may be accepted; infinite or NaN when it left the domain. */
  attempt(h: number): number {
    tryStep(this.#field, this.#start, h, this.#slopes, this.#trial, this.end);
    this.evaluations += END_STAGE - 1;
    const error = this.#estimateError(this.#start, this.end, h, this.#slopes);
    if (!(error <= 1)) return error;
    return this.evaluateEnd() ? error : Infinity;
  }

  /** Writes the solution at a fraction θ of the last step, of size h, into `target`. */
  interpolate(h: number, theta: number, target: Float64Array): void {
    this.#prepareExtension(h);
    evaluateExtension(this.#start, this.#coefficients, theta, target);
  }

  /** The last step's solution, to keep: eight vectors. */
  piece(from: number, to: number): SolutionPiece {
    this.#prepareExtension(to - from);
    const start = this.#start.slice();
    const coefficients = this.#coefficients.map((coefficient) => coefficient.slice());
    return {
      from,
      to,
      evaluate: (time, target) => evaluateExtension(start, coefficients, (time - from) / (to - from), target),
    };
  }

  #prepareExtension(h: number): void {
    if (this.#extensionIsReady) return;
    prepareExtension(this.#field, this.#start, this.end, h, this.#slopes, this.#trial, this.#coefficients);
    this.evaluations += EXTENSION_EVALUATIONS;
    this.#extensionIsReady = true;
  }
}
