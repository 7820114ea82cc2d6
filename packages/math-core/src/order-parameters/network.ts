import { activationOf } from '../activations/activation-of.ts';
import type { ActivationName, TeacherActivationName } from '../activations/activation.ts';
import { InvalidArgumentError } from '../errors.ts';

/**
 * What the overlaps leave open about student and teacher,
 *
 *     f̂(x) = (1/p) Σ_i a_i σ(λ_i),     f(x) = (1/k) Σ_r a*_r σ*(λ*_r).
 */
export interface Network {
  /** σ; default 'erf'. */
  readonly activation?: ActivationName;
  /** σ*; default the student's. */
  readonly teacherActivation?: TeacherActivationName;
  /** a, p numbers; default all 1. */
  readonly studentSecondLayer?: Float64Array;
  /** a*, k numbers; default all 1. */
  readonly teacherSecondLayer?: Float64Array;
}

/**
 * Throws InvalidArgumentError unless the activations are known and the second layers have a number for each unit.
 */
export function assertNetwork(network: Network, studentWidth: number, teacherWidth: number): void {
  const { activation = 'erf', studentSecondLayer, teacherSecondLayer } = network;
  activationOf(activation);
  activationOf(network.teacherActivation ?? activation);
  requireOutputs('studentSecondLayer', studentSecondLayer, studentWidth);
  requireOutputs('teacherSecondLayer', teacherSecondLayer, teacherWidth);
}

function requireOutputs(name: string, outputs: Float64Array | undefined, width: number): void {
  if (outputs !== undefined && outputs.length !== width) {
    throw new InvalidArgumentError(
      `${name} has ${outputs.length} numbers for ${width} units; give one for each.`,
    );
  }
}
