import type { ErrorMeasure } from './error-measure.ts';
import type { VectorField } from './initial-step.ts';
import { LinearEquations } from './linear-equations.ts';

/** √ of the unit round-off: one-sided differences of f are then right to about as many digits. */
const RELATIVE_INCREMENT = 2 ** -26;
const MOST_ITERATIONS = 5;
/** What is left of the equations, in units of the tolerances. */
const ENOUGH = 3e-3;
/** A change of this size relative to the largest entry is rounding: no further iteration makes it smaller. */
const ROUNDING = 2 ** -51;

/**
 * Solves   d = c f(predicted + d) − ψ   for d by Newton's iteration with a Jacobian by one-sided differences, which is kept as long as
 * the iteration converges. Owns its buffers: two n × n matrices.
 */
export class ImplicitEquations {
  readonly #field: VectorField;
  readonly #dimension: number;
  readonly #jacobian: Float64Array;
  readonly #equations: LinearEquations;
  readonly #moved: Float64Array;
  readonly #slope: Float64Array;
  readonly #change: Float64Array;
  /** Where the Jacobian was taken: it can be made anew from there. */
  readonly jacobianState: Float64Array;
  /** The c of the factors of I − cJ; 0 when there are none. */
  #factorsOf = 0;
  evaluations = 0;
  factorisations = 0;

  constructor(field: VectorField, dimension: number) {
    const buffer = (): Float64Array => new Float64Array(dimension);
    this.#field = field;
    this.#dimension = dimension;
    this.#jacobian = new Float64Array(dimension * dimension);
    this.#equations = new LinearEquations(dimension);
    this.#moved = buffer();
    this.#slope = buffer();
    this.#change = buffer();
    this.jacobianState = buffer();
  }

  get factorsOf(): number {
    return this.#factorsOf;
  }

  /** The Jacobian and its factors are of no use any more. */
  forget(): void {
    this.jacobianState.fill(0);
    this.#factorsOf = 0;
  }

  /** Takes the Jacobian at y: n + 1 evaluations. Says whether it is finite. */
  takeJacobian(y: Float64Array): boolean {
    const n = this.#dimension;
    this.jacobianState.set(y);
    this.#field(y, this.#slope);
    this.#moved.set(y);
    let sum = 0;
    for (let column = 0; column < n; column++) {
      const increment = RELATIVE_INCREMENT * Math.max(Math.abs(y[column]), RELATIVE_INCREMENT);
      this.#moved[column] = y[column] + increment;
      const taken = this.#moved[column] - y[column];
      this.#field(this.#moved, this.#change);
      this.#moved[column] = y[column];
      for (let row = 0; row < n; row++) {
        const entry = (this.#change[row] - this.#slope[row]) / taken;
        this.#jacobian[row * n + column] = entry;
        sum += Math.abs(entry);
      }
    }
    this.evaluations += n + 1;
    this.#factorsOf = 0;
    return Number.isFinite(sum);
  }

  /** Factors I − cJ unless that is done. Says whether it is regular. */
  prepare(c: number): boolean {
    if (c === this.#factorsOf) return true;
    const n = this.#dimension;
    const { matrix, rowLength } = this.#equations;
    for (let row = 0; row < n; row++) {
      const from = row * n;
      const to = row * rowLength;
      for (let column = 0; column < n; column++) matrix[to + column] = -c * this.#jacobian[from + column];
      matrix[to + row] += 1;
    }
    this.factorisations++;
    const isRegular = this.#equations.factorise();
    this.#factorsOf = isRegular ? c : 0;
    return isRegular;
  }

  /** Writes d and predicted + d, from d = 0. Says whether the iteration converged. */
  solve(
    predicted: Float64Array,
    psi: Float64Array,
    measure: ErrorMeasure,
    d: Float64Array,
    solution: Float64Array,
  ): boolean {
    const c = this.#factorsOf;
    const change = this.#change;
    d.fill(0);
    solution.set(predicted);
    let previous = 0;
    for (let iteration = 0; iteration < MOST_ITERATIONS; iteration++) {
      this.#field(solution, this.#slope);
      this.evaluations++;
      for (let x = 0; x < d.length; x++) change[x] = c * this.#slope[x] - psi[x] - d[x];
      this.#equations.solve(change);
      const size = measure.of(change);
      if (!Number.isFinite(size)) return false;
      const rate = iteration === 0 ? 0 : size / previous;
      let largestChange = 0;
      let largest = 0;
      for (let x = 0; x < d.length; x++) {
        d[x] += change[x];
        solution[x] = predicted[x] + d[x];
        largestChange = Math.max(largestChange, Math.abs(change[x]));
        largest = Math.max(largest, Math.abs(solution[x]));
      }
      if (largestChange <= ROUNDING * largest) return true;
      if (iteration > 0) {
        if (rate >= 1) return false;
        if (size * rate <= ENOUGH * (1 - rate)) return true;
        const left = MOST_ITERATIONS - 1 - iteration;
        let reachable = size / (1 - rate);
        for (let more = 0; more <= left; more++) reachable *= rate;
        if (reachable > ENOUGH) return false;
      }
      previous = size;
    }
    return false;
  }
}
