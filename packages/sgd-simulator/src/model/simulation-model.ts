import type { ActivationName, OrderParameters, TeacherActivationName } from '@crossover/math-core';

/**
 * One-pass SGD of a teacher–student pair of two-layer networks (model.md §1–2, arXiv:2202.00293):
 *
 *     y = (1/k) Σ_r a*_r σ*(λ*_r) + √Δ ζ,   f̂ = (1/p) Σ_i a_i σ(λ_i),   E = y − f̂,
 *     w_i ← (1 − η_w) w_i + (γ/(p√d)) a_i σ'(λ_i) E x,   a_i ← a_i + (γ_a/p) σ(λ_i) E.
 */
export interface SimulationModel {
  /** p, hidden units of the student. */
  readonly studentWidth: number;
  /** k, hidden units of the teacher. */
  readonly teacherWidth: number;
  /** d, the dimension of the inputs. */
  readonly inputDimension: number;
  /** γ itself, not its prefactor: γ = γ₀ d^{−δ} is the caller's business. */
  readonly learningRate: number;
  /** Δ, the variance of the label noise. */
  readonly noise: number;
  /** Ω⁰ = (Q⁰, M⁰, P), the overlaps W Wᵀ/d before the first step. */
  readonly initial: OrderParameters;
  /**
   * The weights themselves, with the overlaps `initial`. Isotropic inputs cannot tell them from any others with these
   * overlaps; other inputs can, and without weights the overlaps are given directions drawn at random.
   */
  readonly weights?: Weights;
  /** σ; default 'erf'. */
  readonly activation?: ActivationName;
  /** σ*; default the student's. */
  readonly teacherActivation?: TeacherActivationName;
  /** Default: all ones, fixed. */
  readonly secondLayer?: SecondLayer;
  /** η_w in [0, 1], the share of the weights that a step takes away; default 0. */
  readonly weightDecay?: number;
  /** b, fresh samples over which a step averages its update; default 1. */
  readonly batchSize?: number;
  /**
   * 'lazy' trains the student linearised around its initial weights,
   *
   *     f̂ = (1/p) Σ_i a_i [σ(λ⁰_i) + σ'(λ⁰_i)(λ_i − λ⁰_i)],   w_i ← … + (γ/(p√d)) a_i σ'(λ⁰_i) E x.
   *
   * Default 'full'.
   */
  readonly training?: 'full' | 'lazy';
  /** Default: isotropic, x ~ N(0, I_d). */
  readonly inputs?: Inputs;
}

/** Weights of both networks by rows: λ_i = w_i·x/√d. */
export interface Weights {
  /** W⁰, p × d, row-major. */
  readonly students: Float64Array;
  /** W*, k × d, row-major. */
  readonly teachers: Float64Array;
}

export interface SecondLayer {
  /** a before the first step, p numbers; default all 1. */
  readonly student?: Float64Array;
  /** a*, k numbers; default all 1. */
  readonly teacher?: Float64Array;
  /** γ_a ≥ 0; default 0, a fixed second layer. */
  readonly learningRate?: number;
}

/** Where the inputs come from; all but isotropic ones need the direct engine. */
export type Inputs = IsotropicInputs | SpectrumInputs | GivenInputs;

/** x ~ N(0, I_d). */
export interface IsotropicInputs {
  readonly kind: 'isotropic';
}

/** x_j ~ N(0, s_j), independent: Gaussian inputs in the eigenbasis of their covariance. */
export interface SpectrumInputs {
  readonly kind: 'spectrum';
  /** s, d numbers ≥ 0. */
  readonly eigenvalues: Float64Array;
}

/** The rows of a matrix, in their order, as often as `passes` says. */
export interface GivenInputs {
  readonly kind: 'given';
  /** N × d, row-major. */
  readonly rows: Float64Array;
  /** How often the rows may be gone through; default 1, one-pass SGD. */
  readonly passes?: number;
}
