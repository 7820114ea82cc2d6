import { InvalidArgumentError, type OrderParameters } from '@crossover/math-core';
import type { DriftModel, DriftWeights } from '@crossover/ode-theory';
import { messages } from '../messages.ts';
import type { TheorySpecification } from './run-specification.ts';
import { initialOverlaps } from './run-streams.ts';
import { driftWeightsOf, networkOf } from './theory-model.ts';

/** What a theory run solves, in the terms of `@crossover/ode-theory`. */
export interface TheoryProblem {
  readonly model: DriftModel;
  readonly weights: DriftWeights;
  readonly initial: OrderParameters;
}

/** Throws InvalidArgumentError for a run whose equations are of particles rather than of overlaps. */
export function assertOfOverlaps({ equations }: Pick<TheorySpecification, 'equations'>): void {
  if (equations === 'mean-field') throw new InvalidArgumentError(messages.particlesHaveNoOverlaps());
}

/**
 * The equations of a theory run and their start, for questions that are not about a curve: where it ends, what is stable.
 * Throws InvalidArgumentError for a mean-field run, whose equations are not of overlaps.
 */
export function theoryProblem(specification: TheorySpecification): TheoryProblem {
  assertOfOverlaps(specification);
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
