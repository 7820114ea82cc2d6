import type { TeacherActivationName } from '@crossover/math-core';
import type { CompleteModel } from '../model/complete-model.ts';
import type { SimulatorKernel } from './simulator-kernel.ts';

/** The numbers of the activations in kernels/activations of math-core. */
const ACTIVATION_CODES: Readonly<Record<TeacherActivationName, number>> = {
  erf: 0,
  linear: 1,
  quadratic: 2,
  hermite2: 3,
  relu: 4,
  sign: 5,
};

/** Tells a kernel the networks and the learning rule of a model; comes before anything is reserved. */
export function configureKernel(kernel: SimulatorKernel, model: CompleteModel): void {
  const { studentWidth: p, teacherWidth, inputDimension: d, batchSize } = model;
  kernel.setNetwork(
    p,
    teacherWidth,
    ACTIVATION_CODES[model.activation],
    ACTIVATION_CODES[model.teacherActivation],
    model.training === 'lazy' ? 1 : 0,
    batchSize,
  );
  kernel.setLearning(
    model.learningRate / (batchSize * p * d),
    model.secondLayer.learningRate / (batchSize * p),
    1 - model.weightDecay,
    Math.sqrt(model.noise),
  );
}
