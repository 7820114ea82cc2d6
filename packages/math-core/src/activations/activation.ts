/** A pointwise nonlinearity σ of the hidden units, with its derivative. */
export interface Activation {
  readonly name: 'erf' | 'linear' | 'quadratic' | 'relu';
  /** σ(z) */
  value(z: number): number;
  /** σ'(z) */
  derivative(z: number): number;
}
