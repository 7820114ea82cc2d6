import { erfActivation, type OrderParameters } from '@crossover/math-core';
import { jointFactor } from '../factorisation/joint-factor.ts';
import { refactorise } from '../factorisation/two-sweep-refactorisation.ts';
import type { SimulationModel } from '../model/simulation-model.ts';

/**
 * All that SGD on Gaussian inputs can see of the weights (model.md §5): their coordinates in an orthonormal basis whose
 * first k directions contain the teachers,
 *
 *     W* = √d T E_T,   W = √d (A E_T + B E_B),   P = T Tᵀ,   M = A Tᵀ,   Q = A Aᵀ + B Bᵀ.
 *
 * An input enters through u = E_T x, z = E_B x, both standard normal, and the length s of the rest.
 */
export class ProjectedState {
  /** T, k × k, row-major, lower triangular; zero columns where P is singular. */
  readonly teachers: Float64Array;
  /** A, p × k, row-major. */
  readonly inSpan: Float64Array;
  /** B, p × p, lower triangular, stored by columns: entry (i, j) at j·p + i. */
  readonly outOfSpan: Float64Array;
  /** u, length k: to be filled before `step`. */
  readonly u: Float64Array;
  /** z, length p: to be filled before `step`. */
  readonly z: Float64Array;
  readonly #studentWidth: number;
  readonly #teacherWidth: number;
  /** γ/(pd) */
  readonly #rate: number;
  readonly #fields: Float64Array;
  readonly #change: Float64Array;
  readonly #workspace: Float64Array;

  constructor({ studentWidth: p, teacherWidth: k, inputDimension, learningRate }: SimulationModel) {
    this.teachers = new Float64Array(k * k);
    this.inSpan = new Float64Array(p * k);
    this.outOfSpan = new Float64Array(p * p);
    this.u = new Float64Array(k);
    this.z = new Float64Array(p);
    this.#studentWidth = p;
    this.#teacherWidth = k;
    this.#rate = learningRate / (p * inputDimension);
    this.#fields = new Float64Array(p);
    this.#change = new Float64Array(p);
    this.#workspace = new Float64Array(p);
  }

  /** The state at Ω⁰. Throws NotPositiveSemidefiniteError when Ω⁰ is not a covariance. */
  static fromInitialOverlaps(model: SimulationModel): ProjectedState {
    const { studentWidth: p, teacherWidth: k } = model;
    const state = new ProjectedState(model);
    const { factor, rank } = jointFactor(model.initial);
    const teacherColumns = Math.min(k, rank);
    for (let r = 0; r < k; r++) {
      for (let b = 0; b < teacherColumns; b++) state.teachers[r * k + b] = factor[r * rank + b];
    }
    for (let i = 0; i < p; i++) {
      const row = (k + i) * rank;
      for (let b = 0; b < teacherColumns; b++) state.inSpan[i * k + b] = factor[row + b];
      for (let j = 0; k + j < rank; j++) state.outOfSpan[j * p + i] = factor[row + k + j];
    }
    return state;
  }

  /**
   * One step of SGD on the input with components `u`, `z` and a rest of length s, labelled with the noise √Δ ζ:
   *
   *     λ* = T u,  λ = A u + B z,  E = f(λ*) + √Δ ζ − f̂(λ),  c_i = (γ/(pd)) σ'(λ_i) E,
   *     A ← A + c uᵀ,  B Bᵀ ← [B + c zᵀ, s c] [B + c zᵀ, s c]ᵀ.
   *
   * O((p+k)²), without allocation.
   */
  step(restLength: number, labelNoise: number): void {
    const p = this.#studentWidth;
    const k = this.#teacherWidth;
    const { teachers: T, inSpan: A, outOfSpan: B, u, z } = this;
    const fields = this.#fields;
    const c = this.#change;

    let teacherOutput = 0;
    for (let r = 0; r < k; r++) {
      let field = 0;
      for (let b = 0; b <= r; b++) field += T[r * k + b] * u[b];
      teacherOutput += erfActivation.value(field);
    }
    let studentOutput = 0;
    for (let i = 0; i < p; i++) {
      let field = 0;
      for (let b = 0; b < k; b++) field += A[i * k + b] * u[b];
      for (let j = 0; j <= i; j++) field += B[j * p + i] * z[j];
      fields[i] = field;
      studentOutput += erfActivation.value(field);
    }
    const rateTimesError = this.#rate * (teacherOutput / k + labelNoise - studentOutput / p);
    for (let i = 0; i < p; i++) c[i] = rateTimesError * erfActivation.derivative(fields[i]);

    for (let i = 0; i < p; i++) {
      for (let b = 0; b < k; b++) A[i * k + b] += c[i] * u[b];
    }
    refactorise(B, p, c, z, restLength, this.#workspace);
  }

  /** Q = A Aᵀ + B Bᵀ (p × p, exactly symmetric) and M = A Tᵀ (p × k). */
  overlaps(): Pick<OrderParameters, 'Q' | 'M'> {
    const p = this.#studentWidth;
    const k = this.#teacherWidth;
    const { teachers: T, inSpan: A, outOfSpan: B } = this;
    const Q = new Float64Array(p * p);
    const M = new Float64Array(p * k);
    for (let i = 0; i < p; i++) {
      for (let j = 0; j <= i; j++) {
        let sum = 0;
        for (let b = 0; b < k; b++) sum += A[i * k + b] * A[j * k + b];
        for (let b = 0; b <= j; b++) sum += B[b * p + i] * B[b * p + j];
        Q[i * p + j] = sum;
        Q[j * p + i] = sum;
      }
      for (let r = 0; r < k; r++) {
        let sum = 0;
        for (let b = 0; b <= r; b++) sum += A[i * k + b] * T[r * k + b];
        M[i * k + r] = sum;
      }
    }
    return { Q, M };
  }
}
