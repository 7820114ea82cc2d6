import type { Activation, TeacherActivationName } from './activation.ts';
import { erfActivation } from './erf.ts';
import { hermite2Activation } from './hermite2.ts';
import { linearActivation } from './linear.ts';
import { quadraticActivation } from './quadratic.ts';
import { reluActivation } from './relu.ts';
import { signActivation } from './sign.ts';

const activations: Readonly<Record<TeacherActivationName, Activation>> = {
  erf: erfActivation,
  linear: linearActivation,
  quadratic: quadraticActivation,
  hermite2: hermite2Activation,
  relu: reluActivation,
  sign: signActivation,
};

/** The activation of a name. */
export function activationOf(name: TeacherActivationName): Activation {
  return activations[name];
}
