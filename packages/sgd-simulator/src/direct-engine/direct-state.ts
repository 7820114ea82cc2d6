import { erfActivation, type OrderParameters } from '@crossover/math-core';
import { EngineRefusedError, messages } from '../errors.ts';
import { jointFactor } from '../factorisation/joint-factor.ts';
import type { SimulationModel } from '../model/simulation-model.ts';
import { project, updateAndProject } from './weight-pass.ts';

/**
 * The weights themselves in units of √d, the student's (p × d) and the teacher's (k × d), so that λ = (W/√d) x and a step of SGD
 * (model.md §2) is W/√d ← W/√d + c xᵀ with c_i = (γ/(pd)) σ'(λ_i) E.
 *
 * The update of a step waits until the next input is known: one pass over the weights then applies it and computes the
 * next fields. `settle` applies it at once, with the same roundings.
 */
export class DirectState {
  /** W/√d, p × d, row-major. */
  readonly students: Float64Array;
  /** The teacher's weights over √d, k × `teacherColumns`, row-major; all further coordinates are zero. */
  readonly teachers: Float64Array;
  readonly #model: SimulationModel;
  readonly #teacherColumns: number;
  /** γ/(pd) */
  readonly #rate: number;
  readonly #fields: Float64Array;
  /** c of the step whose update waits; zero when none does. */
  readonly #change: Float64Array;
  #input: Float64Array;
  #previousInput: Float64Array;

  constructor(model: SimulationModel) {
    const { studentWidth: p, teacherWidth: k, inputDimension: d, learningRate } = model;
    this.#model = model;
    this.#teacherColumns = Math.min(k, d);
    this.#rate = learningRate / (p * d);
    this.students = new Float64Array(p * d);
    this.teachers = new Float64Array(k * this.#teacherColumns);
    this.#fields = new Float64Array(p);
    this.#change = new Float64Array(p);
    this.#input = new Float64Array(d);
    this.#previousInput = new Float64Array(d);
  }

  /**
   * Weights with the overlaps Ω⁰: a factor of Ω⁰ in the first coordinates of R^d. Since inputs are rotation invariant,
   * every such choice gives the same law. Throws EngineRefusedError when Ω⁰ needs more than d dimensions,
   * NotPositiveSemidefiniteError when it is not a covariance.
   */
  static fromInitialOverlaps(model: SimulationModel): DirectState {
    const { studentWidth: p, teacherWidth: k, inputDimension: d, initial } = model;
    const { factor, rank } = jointFactor(initial);
    if (rank > d) throw new EngineRefusedError(messages.directNeedsDimensions(d, rank));
    const state = new DirectState(model);
    const teacherColumns = state.#teacherColumns;
    for (let r = 0; r < k; r++) {
      for (let b = 0; b < Math.min(teacherColumns, rank); b++) {
        state.teachers[r * teacherColumns + b] = factor[r * rank + b];
      }
    }
    for (let i = 0; i < p; i++) {
      for (let b = 0; b < rank; b++) state.students[i * d + b] = factor[(k + i) * rank + b];
    }
    return state;
  }

  /** The vector x (length d) to be filled before `step`. */
  get input(): Float64Array {
    return this.#input;
  }

  /** One step of SGD on `input`, labelled with the noise √Δ ζ. Without allocation. */
  step(labelNoise: number): void {
    const { studentWidth: p, teacherWidth: k, inputDimension: d } = this.#model;
    const { students, teachers } = this;
    const fields = this.#fields;
    const change = this.#change;
    const input = this.#input;

    let teacherOutput = 0;
    for (let r = 0; r < k; r++) {
      teacherOutput += erfActivation.value(
        project(teachers, r * this.#teacherColumns, this.#teacherColumns, input),
      );
    }
    let studentOutput = 0;
    for (let i = 0; i < p; i++) {
      fields[i] = updateAndProject(students, i * d, d, change[i], this.#previousInput, input);
      studentOutput += erfActivation.value(fields[i]);
    }
    const rateTimesError = this.#rate * (teacherOutput / k + labelNoise - studentOutput / p);
    for (let i = 0; i < p; i++) change[i] = rateTimesError * erfActivation.derivative(fields[i]);
    this.#input = this.#previousInput;
    this.#previousInput = input;
  }

  /** Applies the update that waits, if any. */
  settle(): void {
    const { studentWidth: p, inputDimension: d } = this.#model;
    for (let i = 0; i < p; i++) {
      const c = this.#change[i];
      if (c === 0) continue;
      for (let j = 0; j < d; j++) this.students[i * d + j] += c * this.#previousInput[j];
    }
    this.#change.fill(0);
  }

  /** Q = W Wᵀ/d (p × p, exactly symmetric) and M = W W*ᵀ/d (p × k) of the settled weights. */
  overlaps(): Pick<OrderParameters, 'Q' | 'M'> {
    const { studentWidth: p, teacherWidth: k, inputDimension: d } = this.#model;
    const { students, teachers } = this;
    const teacherColumns = this.#teacherColumns;
    const Q = new Float64Array(p * p);
    const M = new Float64Array(p * k);
    for (let i = 0; i < p; i++) {
      const row = students.subarray(i * d, (i + 1) * d);
      for (let j = 0; j <= i; j++) {
        Q[i * p + j] = project(students, j * d, d, row);
        Q[j * p + i] = Q[i * p + j];
      }
      for (let r = 0; r < k; r++) M[i * k + r] = project(teachers, r * teacherColumns, teacherColumns, row);
    }
    return { Q, M };
  }
}
