import type { Activation } from './activation.ts';

/** σ(z) = max(z, 0), σ'(z) = 1 for z > 0 and 0 for z ≤ 0 (the value at the kink has probability zero). */
export const reluActivation: Activation = {
  name: 'relu',
  value: (z) => (z < 0 ? 0 : z),
  derivative: (z) => (z > 0 ? 1 : 0),
};
