import { power, type OrderParameters } from '@crossover/math-core';
import { scaling } from '@crossover/ode-theory';
import type { Inputs, SimulationModel } from '@crossover/sgd-simulator';
import { messages } from '../messages.ts';
import type { SimulationSpecification } from './run-specification.ts';
import { givenInputsDigest } from './given-inputs.ts';

/**
 * The model an engine simulates, and the time δt one of its steps takes.
 *
 * @param rows the numbers of given inputs, if the run has any
 */
export function simulationModel(
  specification: Omit<SimulationSpecification, 'engine' | 'replica' | 'kind' | 'times' | 'observables'>,
  initial: OrderParameters,
  rows?: Float64Array,
): { readonly model: SimulationModel; readonly timeStep: number } {
  const { inputDimension, teacherWidth, noise, secondLayer } = specification;
  const { studentWidth: p, learningRate, timeStep } = scaling(specification);
  const rate = secondLayer.kind === 'trained' ? secondLayer.rate * p * timeStep : 0;
  const { student, teacher } = secondLayer;
  const model: SimulationModel = {
    studentWidth: p,
    teacherWidth,
    inputDimension,
    learningRate,
    noise,
    initial,
    activation: specification.activation,
    teacherActivation: specification.teacherActivation,
    secondLayer: {
      ...(student === null ? {} : { student: Float64Array.from(student) }),
      ...(teacher === null ? {} : { teacher: Float64Array.from(teacher) }),
      learningRate: rate,
    },
    weightDecay: specification.weightDecay * timeStep,
    batchSize: specification.batchSize,
    training: specification.training,
    inputs: inputsOf(specification, rows),
  };
  return { model, timeStep };
}

function inputsOf(
  { inputs, inputDimension: d }: Pick<SimulationSpecification, 'inputs' | 'inputDimension'>,
  rows: Float64Array | undefined,
): Inputs {
  switch (inputs.kind) {
    case 'isotropic':
      return inputs;
    case 'power-law':
      return { kind: 'spectrum', eigenvalues: powerLaw(inputs.exponent, d) };
    case 'spectrum':
      return { kind: 'spectrum', eigenvalues: Float64Array.from(inputs.eigenvalues) };
    case 'given': {
      if (rows === undefined) throw new TypeError(messages.givenInputsMissing());
      if (rows.length !== inputs.rows * d) {
        throw new TypeError(messages.givenInputsLength(rows.length, inputs.rows, d));
      }
      const found = givenInputsDigest(rows);
      if (found !== inputs.digest) throw new TypeError(messages.givenInputsDiffer(found, inputs.digest));
      return { kind: 'given', rows, passes: inputs.passes };
    }
  }
}

/** s_j ∝ j^{−exponent}, with mean 1: the inputs have the length they have without. */
function powerLaw(exponent: number, d: number): Float64Array {
  const eigenvalues = Float64Array.from({ length: d }, (_, j) => power(j + 1, -exponent));
  const mean = eigenvalues.reduce((sum, eigenvalue) => sum + eigenvalue, 0) / d;
  return eigenvalues.map((eigenvalue) => eigenvalue / mean);
}
