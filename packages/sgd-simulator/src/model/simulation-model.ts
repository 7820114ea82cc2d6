import type { OrderParameters } from '@crossover/math-core';

/**
 * One-pass SGD of a teacher–student pair of erf committees on Gaussian inputs (model.md §1–2, arXiv:2202.00293):
 *
 *     x ~ N(0, I_d),   y = (1/k) Σ_r erf(λ*_r/√2) + √Δ ζ,   w_i ← w_i + (γ/(p√d)) σ'(λ_i) (y − f̂(x)) x.
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
  /** Ω⁰ = (Q⁰, M⁰, P), the overlaps before the first step. */
  readonly initial: OrderParameters;
}
