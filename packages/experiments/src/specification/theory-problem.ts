import type { OrderParameters } from '@crossover/math-core';
import type { DriftModel, DriftWeights } from '@crossover/ode-theory';
import type { TheorySpecification } from './run-specification.ts';
import { initialOverlaps } from './run-streams.ts';
import { driftWeightsOf, networkOf } from './theory-model.ts';

/** What a theory run solves, in the terms of `@crossover/ode-theory`. */
export interface TheoryProblem {
  readonly model: DriftModel;
  readonly weights: DriftWeights;
  readonly initial: OrderParameters;
}

/** The equations of a theory run and their start, for questions that are not about a curve: where it ends, what is stable. */
export function theoryProblem(specification: TheorySpecification): TheoryProblem {
  const initial = initialOverlaps(specification);
  const { studentWidth, teacherWidth, P } = initial;
  const { noise, secondLayer } = specification;
  return {
    model: {
      ...networkOf(specification),
      studentWidth,
      teacherWidth,
      noise,
      P,
      trainsSecondLayer: secondLayer.kind === 'trained',
    },
    weights: driftWeightsOf(specification),
    initial,
  };
}
