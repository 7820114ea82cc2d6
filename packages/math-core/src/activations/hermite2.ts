import type { Activation } from './activation.ts';

/** σ(z) = z² − 1, σ'(z) = 2z: the second Hermite polynomial, z² without its mean. */
export const hermite2Activation: Activation = {
  name: 'hermite2',
  value: (z) => z * z - 1,
  derivative: (z) => 2 * z,
};
