import { errorFunction } from '../special-functions/error-function.ts';
import { exponential } from '../special-functions/exponential.ts';
import type { Activation } from './activation.ts';

const SQRT_HALF = Math.sqrt(0.5);
const SQRT_TWO_OVER_PI = 0.7978845608028654;

/** σ(z) = erf(z/√2), σ'(z) = √(2/π) exp(−z²/2): the activation of Saad & Solla, and the default. */
export const erfActivation: Activation = {
  name: 'erf',
  value: (z) => errorFunction(z * SQRT_HALF),
  derivative: (z) => SQRT_TWO_OVER_PI * exponential(-0.5 * z * z),
};
