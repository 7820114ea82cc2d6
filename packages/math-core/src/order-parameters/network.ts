import type { ActivationName, TeacherActivationName } from '../activations/activation.ts';

/**
 * What the overlaps leave open about student and teacher,
 *
 *     f̂(x) = (1/p) Σ_i a_i σ(λ_i),     f(x) = (1/k) Σ_r a*_r σ*(λ*_r).
 */
export interface Network {
  /** σ; default 'erf'. */
  readonly activation?: ActivationName;
  /** σ*; default the student's. */
  readonly teacherActivation?: TeacherActivationName;
  /** a, p numbers; default all 1. */
  readonly studentSecondLayer?: Float64Array;
  /** a*, k numbers; default all 1. */
  readonly teacherSecondLayer?: Float64Array;
}
