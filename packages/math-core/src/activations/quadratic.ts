import type { Activation } from './activation.ts';

/** σ(z) = z², σ'(z) = 2z. */
export const quadraticActivation: Activation = {
  name: 'quadratic',
  value: (z) => z * z,
  derivative: (z) => 2 * z,
};
