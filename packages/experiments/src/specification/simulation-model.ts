import type { OrderParameters } from '@crossover/math-core';
import { scaling } from '@crossover/ode-theory';
import type { SimulationModel } from '@crossover/sgd-simulator';
import type { SimulationSpecification } from './run-specification.ts';

/** The model an engine simulates, and the time δt one of its steps takes. */
export function simulationModel(
  specification: Pick<
    SimulationSpecification,
    | 'widthPrefactor'
    | 'learningRatePrefactor'
    | 'kappa'
    | 'delta'
    | 'inputDimension'
    | 'teacherWidth'
    | 'noise'
  >,
  initial: OrderParameters,
): { readonly model: SimulationModel; readonly timeStep: number } {
  const { inputDimension, teacherWidth, noise } = specification;
  const { studentWidth, learningRate, timeStep } = scaling(specification);
  return {
    model: { studentWidth, teacherWidth, inputDimension, learningRate, noise, initial },
    timeStep,
  };
}
