import type { Network } from '@crossover/math-core';
import { scaling, weights, type DriftWeights } from '@crossover/ode-theory';
import type { TheorySpecification } from './run-specification.ts';

/** What multiplies the parts of the drift of a theory run; particles follow the gradient part of the limit equations alone. */
export function driftWeightsOf(
  specification: Pick<
    TheorySpecification,
    | 'widthPrefactor'
    | 'learningRatePrefactor'
    | 'kappa'
    | 'delta'
    | 'inputDimension'
    | 'equations'
    | 'batchSize'
    | 'weightDecay'
    | 'secondLayer'
  >,
): DriftWeights {
  const { equations, batchSize, weightDecay, secondLayer } = specification;
  if (equations === 'mean-field') {
    return { gradient: weights(scaling(specification), 'limit').gradient, variance: 0 };
  }
  return weights(scaling(specification), equations, {
    batchSize,
    weightDecay,
    ...(secondLayer.kind === 'trained' ? { secondLayerRate: secondLayer.rate } : {}),
  });
}

/** Activations and output weights of a theory run; a trained second layer starts from its own. */
export function networkOf({
  activation,
  teacherActivation,
  secondLayer: { student, teacher },
}: Pick<TheorySpecification, 'activation' | 'teacherActivation' | 'secondLayer'>): Network {
  return {
    activation,
    teacherActivation,
    ...(student === null ? {} : { studentSecondLayer: Float64Array.from(student) }),
    ...(teacher === null ? {} : { teacherSecondLayer: Float64Array.from(teacher) }),
  };
}
