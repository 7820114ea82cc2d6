import type { TeacherActivationName } from './activation.ts';

/** The activations by the numbers that kernels know them by (kernels/activations/activation.ts). */
export const activationCodes: Readonly<Record<TeacherActivationName, number>> = {
  erf: 0,
  linear: 1,
  quadratic: 2,
  hermite2: 3,
  relu: 4,
  sign: 5,
};
