import { activationCodes } from '@crossover/math-core';
import type { CompleteModel } from '../model/complete-model.ts';
import type { SimulatorKernel } from './simulator-kernel.ts';

/** Tells a kernel the networks and the learning rule of a model; comes before anything is reserved. */
export function configureKernel(kernel: SimulatorKernel, model: CompleteModel): void {
  const { studentWidth: p, teacherWidth, inputDimension: d, batchSize } = model;
  kernel.setNetwork(
    p,
    teacherWidth,
    activationCodes[model.activation],
    activationCodes[model.teacherActivation],
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
