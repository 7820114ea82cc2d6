import { InvalidArgumentError } from '../errors.ts';
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

/** The activation of a name. Throws InvalidArgumentError for any other name. */
export function activationOf(name: TeacherActivationName): Activation {
  const found = (activations as Partial<Record<string, Activation>>)[name];
  if (found === undefined) {
    const known = Object.keys(activations).join(', ');
    throw new InvalidArgumentError(`There is no activation "${name}"; choose one of ${known}.`);
  }
  return found;
}
