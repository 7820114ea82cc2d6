import { power } from '@crossover/math-core';
import {
  DIFFERENCE_COUNT,
  evaluateDifferences,
  rescaleDifferences,
  takeDifferences,
} from './backward-differences.ts';
import type { ControlledObservable } from './error-estimate.ts';
import { ErrorMeasure } from './error-measure.ts';
import type { Tolerances } from './error-norm.ts';
import { ImplicitEquations } from './implicit-equations.ts';
import type { VectorField } from './initial-step.ts';
import {
  errorConstants,
  harmonicSums,
  LARGEST_ORDER,
  leadingCoefficients,
} from './numerical-differentiation.ts';
import type { SolutionPiece } from './solution-piece.ts';

const SAFETY = 0.9;
const LARGEST_GROWTH = 5;
/** A longer step wants new factors: it has to be worth them. */
const LEAST_GROWTH = 1.2;
const LARGEST_CUT = 0.2;
const CUT_WITHOUT_SOLUTION = 0.5;
const LEAST_ERROR = 1e-10;
/** Factoring an n × n matrix counts as n/2 evaluations (n = 68: 39 µs, 5 evaluations of the drift with its variance part, 35 without). */
const EVALUATIONS_PER_FACTORISATION = 0.5;

/** What the next step depends on beside the differences and the Jacobian. */
interface Progress {
  order: number;
  stepSize: number;
  /** Steps of this size and order since either changed. */
  equalSteps: number;
  /** What becomes of size and order at the next step: until then the differences are those of the last one. */
  nextFactor: number;
  nextOrder: number;
  /** Whether the Jacobian belongs to the present state. */
  jacobianIsCurrent: boolean;
  hasJacobian: boolean;
}

/**
 * The numerical differentiation formulas in steps of piecewise equal size, order chosen with it: for the stage where the explicit
 * method is held up by stability. Solves n equations in a step, by factors that last for many steps.
 */
export class ImplicitMethod {
  readonly #dimension: number;
  readonly #equations: ImplicitEquations;
  readonly #measure: ErrorMeasure;
  readonly #differences: readonly Float64Array[];
  readonly #predicted: Float64Array;
  readonly #psi: Float64Array;
  readonly #correction: Float64Array;
  readonly #solution: Float64Array;
  #progress: Progress = freshProgress(0);

  constructor(
    field: VectorField,
    dimension: number,
    tolerances: Tolerances,
    controlled: ControlledObservable | null,
  ) {
    const buffer = (): Float64Array => new Float64Array(dimension);
    this.#dimension = dimension;
    this.#equations = new ImplicitEquations(field, dimension);
    this.#measure = new ErrorMeasure(dimension, tolerances, controlled);
    this.#differences = Array.from({ length: DIFFERENCE_COUNT }, buffer);
    this.#predicted = buffer();
    this.#psi = buffer();
    this.#correction = buffer();
    this.#solution = buffer();
  }

  get stepSize(): number {
    return this.#progress.stepSize * this.#progress.nextFactor;
  }

  get evaluations(): number {
    return this.#equations.evaluations;
  }

  /** Evaluations, and factorisations in their terms. */
  get work(): number {
    const { evaluations, factorisations } = this.#equations;
    return evaluations + EVALUATIONS_PER_FACTORISATION * this.#dimension * factorisations;
  }

  /**
   * Starts from values at six points h apart, which `valueAt` writes: the j-th at j h before now. They carry the explicit method's
   * errors in stiff components, which differences of high order multiply: it starts at order 3.
   */
  begin(stepSize: number, valueAt: (j: number, target: Float64Array) => void): void {
    for (let j = 0; j < DIFFERENCE_COUNT; j++) {
      if (j <= LARGEST_ORDER) valueAt(j, this.#differences[j]);
      else this.#differences[j].fill(0);
    }
    takeDifferences(this.#differences, LARGEST_ORDER);
    this.#equations.forget();
    this.#progress = freshProgress(stepSize);
  }

  /** Makes the next step as long as `stepSize`. */
  resize(stepSize: number): void {
    this.#progress.nextFactor = stepSize / this.#progress.stepSize;
  }

  /** Whether a step of the current size was accepted; adapts size and order either way. `end` receives the solution. */
  attempt(end: Float64Array): boolean {
    const progress = this.#progress;
    this.#applyNext();
    const { order, stepSize } = progress;
    if (!this.#solveEquations(stepSize / leadingCoefficients[order])) {
      this.#reject(CUT_WITHOUT_SOLUTION);
      return false;
    }
    const error = errorConstants[order] * this.#measure.of(this.#correction);
    if (!(error <= 1)) {
      this.#reject(Math.max(LARGEST_CUT, growth(order, error)));
      return false;
    }
    this.#updateDifferences(order);
    end.set(this.#solution);
    progress.jacobianIsCurrent = false;
    progress.equalSteps++;
    if (progress.equalSteps > order) this.#chooseNext(error);
    return true;
  }

  /** Writes the solution at a time `later` ≤ 0 than the end of the last step into `target`. */
  interpolate(later: number, target: Float64Array): void {
    const { order, stepSize } = this.#progress;
    evaluateDifferences(this.#differences, order, later / stepSize, target);
  }

  /** The last step's solution, to keep: up to six vectors. */
  piece(from: number, to: number): SolutionPiece {
    const { order, stepSize } = this.#progress;
    const differences = this.#differences.slice(0, order + 1).map((row) => row.slice());
    return {
      from,
      to,
      evaluate: (time, target) => evaluateDifferences(differences, order, (time - to) / stepSize, target),
    };
  }

  /** The derivative at the end of the last step, from its equation: f = (ψ + d)/c. */
  derivative(target: Float64Array): void {
    const { order, stepSize } = this.#progress;
    const perC = leadingCoefficients[order] / stepSize;
    for (let x = 0; x < target.length; x++) target[x] = perC * (this.#psi[x] + this.#correction[x]);
  }

  snapshot(): Float64Array {
    const { order, stepSize, equalSteps, nextFactor, nextOrder, jacobianIsCurrent, hasJacobian } =
      this.#progress;
    const header = [order, stepSize, equalSteps, nextFactor, nextOrder];
    header.push(Number(jacobianIsCurrent), Number(hasJacobian), this.#equations.factorsOf);
    const rows = [...this.#differences, this.#equations.jacobianState];
    const flat = new Float64Array(header.length + rows.length * this.#dimension);
    flat.set(header);
    rows.forEach((row, index) => flat.set(row, header.length + index * this.#dimension));
    return flat;
  }

  /** Continues from a snapshot to the same bits; the Jacobian is taken anew where it was taken, and not counted. */
  restore(flat: Float64Array): void {
    const [order, stepSize, equalSteps, nextFactor, nextOrder, current, has, factorsOf] = flat;
    const jacobianIsCurrent = current === 1;
    const hasJacobian = has === 1;
    this.#progress = { order, stepSize, equalSteps, nextFactor, nextOrder, jacobianIsCurrent, hasJacobian };
    const row = (index: number) =>
      flat.subarray(
        SNAPSHOT_HEADER + index * this.#dimension,
        SNAPSHOT_HEADER + (index + 1) * this.#dimension,
      );
    this.#differences.forEach((difference, index) => difference.set(row(index)));
    if (hasJacobian) this.#equations.takeJacobian(row(DIFFERENCE_COUNT));
    if (factorsOf !== 0) this.#equations.prepare(factorsOf);
    this.#equations.evaluations = 0;
    this.#equations.factorisations = 0;
  }

  #applyNext(): void {
    const progress = this.#progress;
    const { nextFactor, nextOrder } = progress;
    if (nextOrder !== progress.order || nextFactor !== 1) progress.equalSteps = 0;
    progress.order = nextOrder;
    if (nextFactor !== 1) {
      rescaleDifferences(this.#differences, nextOrder, nextFactor, this.#predicted);
      progress.stepSize *= nextFactor;
    }
    progress.nextFactor = 1;
  }

  /** Solves for the step's correction, with a new Jacobian if the old one does not do. */
  #solveEquations(c: number): boolean {
    const { order } = this.#progress;
    this.#predicted.set(this.#differences[0]);
    this.#psi.fill(0);
    for (let j = 1; j <= order; j++) {
      const difference = this.#differences[j];
      const weight = harmonicSums[j] / leadingCoefficients[order];
      for (let x = 0; x < difference.length; x++) {
        this.#predicted[x] += difference[x];
        this.#psi[x] += weight * difference[x];
      }
    }
    this.#measure.moveTo(this.#predicted);
    if (this.#progress.hasJacobian) {
      if (this.#iterate(c)) return true;
      if (this.#progress.jacobianIsCurrent) return false;
    }
    if (!this.#equations.takeJacobian(this.#differences[0])) return false;
    this.#progress.hasJacobian = true;
    this.#progress.jacobianIsCurrent = true;
    return this.#iterate(c);
  }

  #iterate(c: number): boolean {
    if (!this.#equations.prepare(c)) return false;
    return this.#equations.solve(this.#predicted, this.#psi, this.#measure, this.#correction, this.#solution);
  }

  #reject(factor: number): void {
    this.#progress.nextFactor = factor;
  }

  #updateDifferences(order: number): void {
    const differences = this.#differences;
    const correction = this.#correction;
    for (let x = 0; x < correction.length; x++) {
      differences[order + 2][x] = correction[x] - differences[order + 1][x];
      differences[order + 1][x] = correction[x];
    }
    for (let j = order; j >= 0; j--) {
      const row = differences[j];
      const next = differences[j + 1];
      for (let x = 0; x < row.length; x++) row[x] += next[x];
    }
  }

  /** The order among the neighbours, and the step size with it, that promise the longest step. */
  #chooseNext(error: number): void {
    const progress = this.#progress;
    const { order } = progress;
    let best = growth(order, error);
    let bestOrder = order;
    for (const candidate of [order - 1, order + 1]) {
      if (candidate < 1 || candidate > LARGEST_ORDER) continue;
      const expected = errorConstants[candidate] * this.#measure.of(this.#differences[candidate + 1]);
      const factor = growth(candidate, expected);
      if (factor > best) {
        best = factor;
        bestOrder = candidate;
      }
    }
    if (bestOrder === order && best < LEAST_GROWTH && best > 1 / LEAST_GROWTH) return;
    progress.nextOrder = bestOrder;
    progress.nextFactor = Math.min(LARGEST_GROWTH, best);
  }
}

const SNAPSHOT_HEADER = 8;
const FIRST_ORDER = 3;

function freshProgress(stepSize: number): Progress {
  return {
    order: FIRST_ORDER,
    stepSize,
    equalSteps: 0,
    nextFactor: 1,
    nextOrder: FIRST_ORDER,
    jacobianIsCurrent: false,
    hasJacobian: false,
  };
}

function growth(order: number, error: number): number {
  return SAFETY * power(Math.max(error, LEAST_ERROR), -1 / (order + 1));
}
