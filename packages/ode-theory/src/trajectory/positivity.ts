import { jointCovariance, symmetricEigenvalues, type OrderParameters } from '@crossover/math-core';
import { OverlapsLeftDomainError } from '../errors.ts';
import { createFields, loadState, type Fields } from '../right-hand-side/fields.ts';
import { unpackState } from '../right-hand-side/packed-state.ts';
import type { DriftModel } from '../right-hand-side/right-hand-side.ts';

/**
 * Integration errors move a zero eigenvalue of Ω (students inside the teacher's span have p of them) to
 * either side of zero: by a tenth of the relative tolerance in the runs measured, up to t = 10⁵.
 */
const ERRORS_PER_TOLERANCE = 100;
const LEAST_TOLERANCE = 1e-9;

/**
 * Watches that Ω stays a covariance: no eigenvalue may be more negative than integration errors explain. A factorisation of Ω, lifted
 * by half of what is allowed, answers this in a few microseconds; only where it breaks down are eigenvalues computed. Allocates
 * nothing as long as all is well.
 */
export class PositivityWatch {
  readonly #model: DriftModel;
  readonly #tolerance: number;
  readonly #fields: Fields;
  readonly #factor: Float64Array;

  constructor(model: DriftModel, relativeTolerance: number) {
    this.#model = model;
    this.#tolerance = Math.max(LEAST_TOLERANCE, ERRORS_PER_TOLERANCE * relativeTolerance);
    this.#fields = createFields(model);
    this.#factor = new Float64Array(this.#fields.count * this.#fields.count);
  }

  /** Throws OverlapsLeftDomainError, with the time and the eigenvalue, for a packed state that is no covariance. */
  check(state: Float64Array, time: number): void {
    loadState(this.#fields, state);
    if (!this.#isClearlyPositive()) this.#examine(unpackState(state, this.#model), time);
  }

  /** Whether Ω + ½ tolerance · (trace/n) I has a Cholesky factor; its largest eigenvalue is at least trace/n. */
  #isClearlyPositive(): boolean {
    const { count: n, C } = this.#fields;
    const L = this.#factor;
    let trace = 0;
    for (let b = 0; b < n; b++) trace += C[b * n + b];
    const lift = (0.5 * this.#tolerance * trace) / n;
    for (let b = 0; b < n; b++) {
      for (let e = 0; e <= b; e++) {
        let rest = C[b * n + e];
        for (let m = 0; m < e; m++) rest -= L[b * n + m] * L[e * n + m];
        if (e < b) {
          L[b * n + e] = rest / L[e * n + e];
        } else {
          if (!(rest + lift > 0)) return false;
          L[b * n + b] = Math.sqrt(rest + lift);
        }
      }
    }
    return true;
  }

  #examine(overlaps: OrderParameters, time: number): void {
    const size = this.#fields.count;
    const eigenvalues = symmetricEigenvalues(jointCovariance(overlaps), size);
    if (!(eigenvalues[0] >= -this.#tolerance * eigenvalues[size - 1])) {
      throw new OverlapsLeftDomainError(time, eigenvalues[0], this.#tolerance);
    }
  }
}
