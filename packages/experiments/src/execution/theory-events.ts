import { createTrajectory, type EventOccurrence, type TrajectoryEvent } from '@crossover/ode-theory';
import { evaluationWork } from '../cost/estimate-work.ts';
import { ExecutionAbortedError } from '../errors.ts';
import { messages } from '../messages.ts';
import type { TheorySpecification } from '../specification/run-specification.ts';
import { theoryProblem } from '../specification/theory-problem.ts';
import { networkOf } from '../specification/theory-model.ts';
import { DEFAULT_CHUNK_WORK, type ExecutionOptions } from './execution-options.ts';

export interface EventSearchOptions extends Pick<ExecutionOptions, 'signal'> {
  /** Awaited now and then with the time reached. */
  readonly onProgress?: (time: number) => void | Promise<void>;
}

/**
 * When the events first happen on a theory run's trajectory, up to its last output time; those that do not happen are left out.
 * The steps, and therefore the times, are those of the run itself.
 *
 * Throws ExecutionAbortedError when the signal is aborted, InvalidArgumentError for events that cannot happen and for a mean-field run.
 */
export async function theoryEvents(
  specification: TheorySpecification,
  events: readonly TrajectoryEvent[],
  { onProgress, signal }: EventSearchOptions = {},
): Promise<readonly EventOccurrence[]> {
  const { weights, initial } = theoryProblem(specification);
  const { noise, times, relativeTolerance } = specification;
  const network = networkOf(specification);
  const trajectory = createTrajectory({ initial, network, weights, noise, times, relativeTolerance, events });
  const evaluations = Math.max(1, Math.floor(DEFAULT_CHUNK_WORK / evaluationWork(specification)));
  while (!trajectory.advance(evaluations)) {
    if (signal?.aborted === true) {
      throw new ExecutionAbortedError(messages.aborted(signal.reason), signal.reason);
    }
    await onProgress?.(trajectory.time);
  }
  return trajectory.events;
}
