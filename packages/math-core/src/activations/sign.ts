import type { Activation } from './activation.ts';

/** σ(z) = sign z, for teachers: its derivative is 0 wherever it exists. */
export const signActivation: Activation = {
  name: 'sign',
  value: (z) => (z > 0 ? 1 : z < 0 ? -1 : 0),
  derivative: () => 0,
};
