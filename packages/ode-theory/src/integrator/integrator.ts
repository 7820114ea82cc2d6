import { StepSizeUnderflowError } from '../errors.ts';
import { dormandPrince853 } from './dormand-prince-853.ts';
import type { ControlledObservable } from './error-estimate.ts';
import type { Tolerances } from './error-norm.ts';
import { ExplicitMethod } from './explicit-method.ts';
import { ImplicitMethod } from './implicit-method.ts';
import type { VectorField } from './initial-step.ts';
import { MethodChoice, type ChoiceMemory } from './method-choice.ts';
import { LARGEST_ORDER } from './numerical-differentiation.ts';
import { END_STAGE } from './runge-kutta-step.ts';
import type { SolutionPiece } from './solution-piece.ts';
import { cutAfterRejection, freshMemory, growthAfterAcceptance } from './step-size-controller.ts';

/** How much work an integration took. */
export interface IntegrationStatistics {
  /** Accepted steps. */
  readonly steps: number;
  /** Those of them that the implicit method made. */
  readonly implicitSteps: number;
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
  readonly choice: ChoiceMemory;
  /** What the implicit method needs while it has its turn, otherwise nothing. */
  readonly implicit: Float64Array;
}

const { order } = dormandPrince853;

/** Beyond, two matrices of this size squared would be too much memory, and factoring them too much work. */
const LARGEST_IMPLICIT_DIMENSION = 1024;
/** Change of the largest entries in a step, relative to them, below which something else than they limits its size. */
const CREEPING = 0.02;
/**
 * Of the tolerances for the implicit method: its steps make about the error that is allowed, and many of them, where those of the
 * explicit one, whose estimate is of a lower order, make far less.
 */
const IMPLICIT_SHARE = 0.1;

/**
 * Integrates an autonomous system from t = 0 to `endTime` with adaptive steps: by Dormand–Prince 8(5,3), and by numerical
 * differentiation formulas while they are cheaper because stability holds up the former. Steps do not depend on where the solution
 * is looked at: `interpolate` gives it anywhere in the last step.
 *
 * A step that leaves the domain of the field (entries NaN or infinite) is rejected and shortened; throws
 * StepSizeUnderflowError when no step is short enough. A `controlled` observable keeps its own accuracy. Buffers are made once, those
 * of the implicit method when it is first used; a step allocates nothing.
 */
export class Integrator {
  readonly #field: VectorField;
  readonly #tolerances: Tolerances;
  readonly #controlled: ControlledObservable | null;
  readonly #endTime: number;
  readonly #explicit: ExplicitMethod;
  #implicit: ImplicitMethod | null = null;
  readonly #choice: MethodChoice;
  readonly #memory = freshMemory();
  readonly #statistics = { steps: 0, implicitSteps: 0, rejected: 0, evaluations: 0 };
  #startTime = 0;
  #time = 0;
  #stepSize = 0;
  #lastStepWasImplicit = false;

  constructor(
    field: VectorField,
    initial: Float64Array | IntegratorSnapshot,
    tolerances: Tolerances,
    endTime: number,
    controlled: ControlledObservable | null = null,
  ) {
    const isFresh = initial instanceof Float64Array;
    const state = isFresh ? initial : initial.state;
    this.#field = field;
    this.#tolerances = tolerances;
    this.#controlled = controlled;
    this.#endTime = endTime;
    this.#explicit = new ExplicitMethod(field, state, tolerances, controlled);
    this.#choice = new MethodChoice(state.length, state.length <= LARGEST_IMPLICIT_DIMENSION);
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
    return this.#statistics.evaluations + this.#explicit.evaluations + (this.#implicit?.evaluations ?? 0);
  }

  get statistics(): IntegrationStatistics {
    return { ...this.#statistics, evaluations: this.evaluations };
  }

  /** The solution at `time`: the integrator's own buffer, overwritten by the next step. */
  get state(): Float64Array {
    return this.#explicit.end;
  }

  /**
   * Writes the derivative at `time` into `target`: exactly, or, after an implicit step, as its equations left it. Like `interpolate`
   * it belongs to the last step, so that a resumed integrator has to make one first.
   */
  derivative(target: Float64Array): void {
    if (this.#lastStepWasImplicit && this.#implicit !== null) this.#implicit.derivative(target);
    else target.set(this.#explicit.endSlope);
  }

  /** One accepted step, ending at `endTime` at the latest. */
  step(): void {
    const isImplicit = this.#choice.memory.implicit;
    if (isImplicit) this.#implicitStep();
    else this.#explicitStep();
    this.#statistics.steps++;
    if (isImplicit) this.#statistics.implicitSteps++;
  }

  /** Writes the solution at a time within the last step into `target`. */
  interpolate(time: number, target: Float64Array): void {
    if (time === this.#time) {
      target.set(this.state);
    } else if (this.#lastStepWasImplicit) {
      this.#implicit?.interpolate(time - this.#time, target);
    } else {
      const h = this.#time - this.#startTime;
      this.#explicit.interpolate(h, (time - this.#startTime) / h, target);
    }
  }

  /** The last step's solution, to keep; like `interpolate` it gives `state` itself at the end, where polynomials round differently. */
  lastPiece(): SolutionPiece {
    const from = this.#startTime;
    const to = this.#time;
    const end = this.state.slice();
    const inside =
      this.#lastStepWasImplicit && this.#implicit !== null
        ? this.#implicit.piece(from, to)
        : this.#explicit.piece(from, to);
    return {
      from,
      to,
      evaluate: (time, target) => {
        if (time === to) target.set(end);
        else inside.evaluate(time, target);
      },
    };
  }

  snapshot(): IntegratorSnapshot {
    const { memory } = this.#choice;
    return {
      ...this.statistics,
      ...this.#memory,
      time: this.#time,
      stepSize: this.#stepSize,
      state: this.state.slice(),
      derivative: this.#explicit.endSlope.slice(),
      choice: { ...memory },
      implicit: memory.implicit && this.#implicit !== null ? this.#implicit.snapshot() : new Float64Array(),
    };
  }

  #begin(tolerances: Tolerances): void {
    this.#explicit.evaluateEnd();
    this.#stepSize = this.#explicit.initialStepSize(tolerances);
  }

  #resume(snapshot: IntegratorSnapshot): void {
    const { steps, implicitSteps, rejected, evaluations, previousError, rejectedLast, time, stepSize } =
      snapshot;
    Object.assign(this.#statistics, { steps, implicitSteps, rejected, evaluations });
    Object.assign(this.#memory, { previousError, rejectedLast });
    Object.assign(this.#choice.memory, snapshot.choice);
    this.#time = time;
    this.#stepSize = stepSize;
    this.#explicit.endSlope.set(snapshot.derivative);
    if (!snapshot.choice.implicit) return;
    this.#implicit = this.#makeImplicit();
    this.#implicit.restore(snapshot.implicit);
  }

  #explicitStep(): void {
    const explicit = this.#explicit;
    const before = explicit.evaluations;
    explicit.moveOn();
    let h = this.#attemptExplicit();
    while (h === 0) {
      this.#statistics.rejected++;
      h = this.#attemptExplicit();
    }
    this.#lastStepWasImplicit = false;
    const work = explicit.evaluations - before;
    this.#choice.afterExplicitStep(h, work, this.#endTime - this.#time, this.#isCreeping(h));
    if (this.#choice.memory.implicit) this.#switchToImplicit(h);
  }

  /** Whether the last explicit step, of size h, went on at a speed that would take many such steps to change the solution. */
  #isCreeping(h: number): boolean {
    const { end, endSlope } = this.#explicit;
    let largest = 0;
    let change = 0;
    for (let x = 0; x < end.length; x++) {
      largest = Math.max(largest, Math.abs(end[x]));
      change = Math.max(change, Math.abs(endSlope[x]));
    }
    return h * change < CREEPING * largest;
  }

  /** Tries a step of the current size, adapts the size, and returns the size of the step if it was accepted, otherwise 0. */
  #attemptExplicit(): number {
    const { h, isLast } = this.#fit(this.#stepSize);
    const error = this.#explicit.attempt(h);
    if (!(error <= 1)) {
      this.#stepSize = h * cutAfterRejection(order, error, this.#memory);
      return 0;
    }
    this.#accept(h, isLast);
    this.#stepSize = h * growthAfterAcceptance(order, error, this.#memory);
    return h;
  }

  #implicitStep(): void {
    const implicit = this.#implicit ?? this.#makeImplicit();
    const before = implicit.work;
    for (;;) {
      const { h, isLast } = this.#fit(implicit.stepSize);
      if (isLast) implicit.resize(h);
      if (implicit.attempt(this.state)) {
        this.#accept(h, isLast);
        this.#lastStepWasImplicit = true;
        this.#choice.afterImplicitStep(h, implicit.work - before, implicit.stepSize);
        break;
      }
      this.#statistics.rejected++;
    }
    if (!this.#choice.memory.implicit) this.#switchToExplicit();
  }

  /** The next step size, given the one wanted: stretching the last step a little avoids a crumb after it. */
  #fit(wanted: number): { h: number; isLast: boolean } {
    const remaining = this.#endTime - this.#time;
    const isLast = 1.01 * wanted >= remaining;
    const h = isLast ? remaining : wanted;
    if (!(this.#time + 0.1 * h > this.#time)) throw new StepSizeUnderflowError(this.#time, h);
    return { h, isLast };
  }

  #accept(h: number, isLast: boolean): void {
    this.#startTime = this.#time;
    this.#time = isLast ? this.#endTime : this.#time + h;
  }

  /** From equidistant points of the step just made, of size h. */
  #switchToImplicit(h: number): void {
    this.#implicit ??= this.#makeImplicit();
    this.#implicit.begin(h / LARGEST_ORDER, (j, target) => {
      if (j === 0) target.set(this.state);
      else this.#explicit.interpolate(h, 1 - j / LARGEST_ORDER, target);
    });
  }

  /** At the pace that the explicit method last had. */
  #switchToExplicit(): void {
    this.#explicit.evaluateEnd();
    Object.assign(this.#memory, freshMemory());
    this.#stepSize = END_STAGE * this.#choice.explicitPace;
  }

  #makeImplicit(): ImplicitMethod {
    const { relative, absolute } = this.#tolerances;
    const controlled = this.#controlled;
    return new ImplicitMethod(
      this.#field,
      this.state.length,
      { relative: IMPLICIT_SHARE * relative, absolute: IMPLICIT_SHARE * absolute },
      controlled && {
        observable: controlled.observable,
        relative: IMPLICIT_SHARE * controlled.relative,
        floor: IMPLICIT_SHARE * controlled.floor,
      },
    );
  }
}
