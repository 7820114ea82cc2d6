import type { Citation } from '../citations/citation.ts';
import { citationsOf } from '../citations/citations-of.ts';
import type { FluctuationPoint } from './fluctuation-point.ts';
import { createFluctuations, type FluctuationOptions } from './fluctuations.ts';

export interface SolveFluctuationOptions extends FluctuationOptions {
  /** Called after every step with the time reached; `false` ends the integration there. */
  readonly onStep?: (time: number) => boolean | void;
}

export interface FluctuationSolution {
  /** The points reached: all, unless `onStep` ended the integration. */
  readonly points: readonly FluctuationPoint[];
  /** Evaluations of Jacobian and noise. */
  readonly evaluations: number;
  /** The papers that the equations and the methods come from; `toBibtex` prints them. */
  readonly citations: readonly Citation[];
}

/**
 * Mean and fluctuations at all output times: see `createFluctuations`.
 *
 * Throws what it throws, and StepSizeUnderflowError, with the time, when no step is short enough.
 */
export function solveFluctuations({ onStep, ...options }: SolveFluctuationOptions): FluctuationSolution {
  const fluctuations = createFluctuations(options);
  while (!fluctuations.finished) {
    fluctuations.step();
    if (onStep?.(fluctuations.time) === false) break;
  }
  const { points, evaluations } = fluctuations;
  const { model } = options;
  const { activation = 'erf', teacherActivation = activation } = model;
  const citations = citationsOf({
    fluctuations: true,
    activations: [activation, teacherActivation],
    secondLayer: model.trainsSecondLayer === true,
    integrators: ['dormand-prince-853'],
  });
  return { points, evaluations, citations };
}
