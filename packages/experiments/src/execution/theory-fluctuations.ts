import { InvalidArgumentError, logarithm } from '@crossover/math-core';
import { createFluctuations, type FluctuationPoint } from '@crossover/ode-theory';
import { ExecutionAbortedError } from '../errors.ts';
import { messages } from '../messages.ts';
import type { TheorySpecification } from '../specification/run-specification.ts';
import { scalingOf } from '../specification/scaling-of.ts';
import { initialOverlaps } from '../specification/run-streams.ts';
import { assertOfOverlaps } from '../specification/theory-problem.ts';
import { driftWeightsOf, networkOf } from '../specification/theory-model.ts';
import type { ExecutionOptions } from './execution-options.ts';

/** Progress on a logarithmic scale of t begins this far below the last output time. */
const FIRST_TIME_SHARE = 1e-4;

export interface FluctuationExecutionOptions extends Pick<ExecutionOptions, 'signal'> {
  /** Awaited after every step of the integration with the share of the work that is done, from 0 to 1. */
  readonly onProgress?: (fraction: number) => void | Promise<void>;
}

/**
 * How replicas of the simulation of a theory run scatter around it at its d: mean, deviations and covariance at every
 * output time.
 *
 * Throws InvalidArgumentError where the run does not say d or is of particles, and ExecutionAbortedError when the signal is aborted.
 */
export async function theoryFluctuations(
  specification: TheorySpecification,
  { onProgress, signal }: FluctuationExecutionOptions = {},
): Promise<readonly FluctuationPoint[]> {
  assertOfOverlaps(specification);
  const { inputDimension, batchSize, weightDecay, secondLayer, times } = specification;
  const { studentWidth, learningRate, timeStep } = scalingOf(specification);
  if (inputDimension === null || learningRate === null || timeStep === null) {
    throw new InvalidArgumentError(messages.fluctuationsNeedDimension());
  }
  const initial = initialOverlaps(specification);
  const fluctuations = createFluctuations({
    model: {
      ...networkOf(specification),
      studentWidth,
      teacherWidth: specification.teacherWidth,
      noise: specification.noise,
      P: initial.P,
      trainsSecondLayer: secondLayer.kind === 'trained',
    },
    initial,
    weights: driftWeightsOf(specification),
    step: {
      learningRate,
      inputDimension,
      batchSize,
      weightDecay: weightDecay * timeStep,
      secondLayerLearningRate:
        secondLayer.kind === 'trained' ? secondLayer.rate * studentWidth * timeStep : 0,
    },
    timeStep,
    times,
  });
  const end = times[times.length - 1];
  while (!fluctuations.finished) {
    if (signal?.aborted === true) {
      throw new ExecutionAbortedError(messages.aborted(signal.reason), signal.reason);
    }
    fluctuations.step();
    await onProgress?.(shareOfDecades(fluctuations.time / end));
  }
  return fluctuations.points;
}

/** Steps are about as long as the time they begin at: work is spread evenly over the decades of t. */
function shareOfDecades(share: number): number {
  return Math.max(0, 1 - logarithm(share) / logarithm(FIRST_TIME_SHARE));
}
