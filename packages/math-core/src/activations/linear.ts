import type { Activation } from './activation.ts';

/** σ(z) = z, σ'(z) = 1. */
export const linearActivation: Activation = {
  name: 'linear',
  value: (z) => z,
  derivative: () => 1,
};
