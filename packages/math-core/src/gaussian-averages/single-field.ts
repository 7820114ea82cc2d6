import type { TeacherActivationName } from '../activations/activation.ts';

const TWO_PI = 6.283185307179586;
const TWO_OVER_PI = 0.6366197723675814;

/**
 * E[σ(λ)] for λ ~ N(0, v): 0 for the odd activations, v for z², v − 1 for z² − 1, √(v/2π) for ReLU.
 */
export function meanValue(activation: TeacherActivationName, v: number): number {
  switch (activation) {
    case 'erf':
    case 'linear':
    case 'sign':
      return 0;
    case 'quadratic':
      return v;
    case 'hermite2':
      return v - 1;
    case 'relu':
      return Math.sqrt(v / TWO_PI);
  }
}

/**
 * E[σ'(λ)] for λ ~ N(0, v): √(2/π)/√(1+v) for erf, 1 for z, ½ for ReLU, 0 for the even ones; √(2/(πv)) for a sign, whose
 * derivative is 2δ(λ). By Stein's lemma E[λ_b σ(λ_e)] = C_be E[σ'(λ_e)].
 */
export function meanSlope(activation: TeacherActivationName, v: number): number {
  switch (activation) {
    case 'erf':
      return Math.sqrt(TWO_OVER_PI / (1 + v));
    case 'linear':
      return 1;
    case 'quadratic':
    case 'hermite2':
      return 0;
    case 'relu':
      return 0.5;
    case 'sign':
      return Math.sqrt(TWO_OVER_PI / v);
  }
}

/** E[σ''(λ)] for λ ~ N(0, v): 2 for z² and z² − 1, 1/√(2πv) for ReLU, whose second derivative is δ(λ), else 0. */
export function meanCurvature(activation: TeacherActivationName, v: number): number {
  switch (activation) {
    case 'erf':
    case 'linear':
    case 'sign':
      return 0;
    case 'quadratic':
    case 'hermite2':
      return 2;
    case 'relu':
      return 1 / Math.sqrt(TWO_PI * v);
  }
}
