import type { IntegratorSnapshot } from './integrator.ts';

/** How many numbers `snapshotNumbers` puts before the state. */
export const SNAPSHOT_HEADER_LENGTH = 16;

/**
 * A snapshot as a row of numbers: time, step size, previous error, rejected last (0/1), steps, implicit steps, rejected, evaluations,
 * the choice of the method (8), state …, derivative …, implicit method ….
 */
export function snapshotNumbers(snapshot: IntegratorSnapshot): number[] {
  const { time, stepSize, previousError, rejectedLast, steps, implicitSteps, rejected, evaluations, choice } =
    snapshot;
  return [
    time,
    stepSize,
    previousError,
    Number(rejectedLast),
    steps,
    implicitSteps,
    rejected,
    evaluations,
    Number(choice.implicit),
    choice.patience,
    choice.stretchTime,
    choice.stretchWork,
    choice.stretchSteps,
    choice.stretches,
    choice.explicitTime,
    choice.explicitWork,
    ...snapshot.state,
    ...snapshot.derivative,
    ...snapshot.implicit,
  ];
}

/** The snapshot of a state of `stateLength` numbers that `snapshotNumbers` wrote. */
export function snapshotOfNumbers(numbers: Float64Array, stateLength: number): IntegratorSnapshot {
  const [time, stepSize, previousError, rejectedLast, steps, implicitSteps, rejected, evaluations] = numbers;
  const [implicit, patience, stretchTime, stretchWork, stretchSteps, stretches, explicitTime, explicitWork] =
    numbers.subarray(8);
  const stateEnd = SNAPSHOT_HEADER_LENGTH + stateLength;
  const derivativeEnd = stateEnd + stateLength;
  return {
    time,
    stepSize,
    previousError,
    rejectedLast: rejectedLast === 1,
    steps,
    implicitSteps,
    rejected,
    evaluations,
    choice: {
      implicit: implicit === 1,
      patience,
      stretchTime,
      stretchWork,
      stretchSteps,
      stretches,
      explicitTime,
      explicitWork,
    },
    state: numbers.slice(SNAPSHOT_HEADER_LENGTH, stateEnd),
    derivative: numbers.slice(stateEnd, derivativeEnd),
    implicit: numbers.slice(derivativeEnd),
  };
}
