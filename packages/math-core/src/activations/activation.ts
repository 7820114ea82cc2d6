/** The nonlinearities of a student's hidden units: erf(z/√2), z, z², z² − 1, max(z, 0). */
export type ActivationName = 'erf' | 'linear' | 'quadratic' | 'hermite2' | 'relu';

/** Those of a teacher's: a sign has no useful derivative, so that no student can be trained with it. */
export type TeacherActivationName = ActivationName | 'sign';

/** A pointwise nonlinearity σ of the hidden units, with its derivative. */
export interface Activation {
  readonly name: TeacherActivationName;
  /** σ(z) */
  value(z: number): number;
  /** σ'(z) */
  derivative(z: number): number;
}
