import type { SeriesParameters } from './series.ts';
import type { InitialConditionSpecification } from '../specification/initial-condition.ts';
import type { RunSpecification } from '../specification/run-specification.ts';
import { describeRun } from './describe-run.ts';

/** An initial condition in words. */
export function startInWords(initial: InitialConditionSpecification): string {
  const given = initial.kind !== 'explicit' && initial.teacher !== undefined;
  return given ? `${initial.kind} (given teacher)` : initial.kind;
}

/** The parameters of a run that a figure names. */
export function seriesParameters(specification: RunSpecification): SeriesParameters {
  const { initial, seed, learningRatePrefactor } = specification;
  const { inputDimension, studentWidth, teacherWidth, widthPrefactor, kappa, delta, noise, options } =
    describeRun(specification);
  return {
    inputDimension,
    studentWidth,
    teacherWidth,
    widthPrefactor,
    kappa,
    delta,
    learningRatePrefactor,
    noise,
    start: startInWords(initial),
    seed,
    options: options.join(', '),
  };
}
