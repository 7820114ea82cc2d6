import { NotPositiveSemidefiniteError } from '@crossover/math-core';
import {
  NoStationaryStateError,
  OverlapsLeftDomainError,
  stateLength,
  stationaryRisk,
  stationaryState,
  StepSizeUnderflowError,
  type StationaryState,
} from '@crossover/ode-theory';
import type { RunSpecification, TheorySpecification } from '../specification/run-specification.ts';
import { studentWidthOf } from '../specification/scaling-of.ts';
import { theoryProblem, type TheoryProblem } from '../specification/theory-problem.ts';

/** Up to about thirteen units: finding where they end takes seconds. */
const MOST_OVERLAPS = 150;

/** How many overlaps of a run's student, with itself and with the teacher, its equations are about. */
export function overlapCount(run: RunSpecification): number {
  return stateLength(studentWidthOf(run), run.teacherWidth);
}

/**
 * R_∞ of theory runs that differ in d, in the order given: of the state that each ends in from its start, or, while p is the same, of the stable state
 * near that of the run before, which takes a fifth of the time. Null for null, where no state is found, and for more
 * than 150 overlaps.
 */
export function risksAtRest(runs: readonly (TheorySpecification | null)[]): (number | null)[] {
  let before: StationaryState | null = null;
  return runs.map((run) => {
    before =
      run === null || overlapCount(run) > MOST_OVERLAPS ? null : stateAtRest(theoryProblem(run), before);
    return before === null ? null : before.risk;
  });
}

function stateAtRest(problem: TheoryProblem, before: StationaryState | null): StationaryState | null {
  return continued(problem, before) ?? unlessNone(() => stationaryRisk(problem));
}

/** Null unless the state before is stable and leads to another such one: beyond, trajectories may end elsewhere. */
function continued(
  { model, weights }: TheoryProblem,
  before: StationaryState | null,
): StationaryState | null {
  if (before === null || !isReached(before)) return null;
  if (before.orderParameters.studentWidth !== model.studentWidth) return null;
  const state = unlessNone(() => stationaryState(model, weights, before.state));
  return state !== null && isReached(state) ? state : null;
}

const isReached = ({ isCovariance, stability }: StationaryState): boolean =>
  isCovariance && stability.verdict === 'stable';

function unlessNone<T>(find: () => T): T | null {
  try {
    return find();
  } catch (error) {
    if (saysNoState(error)) return null;
    throw error;
  }
}

/** Whether an error says that equations have no state of the kind looked for, or none that is found; anything else is a fault. */
export function saysNoState(error: unknown): boolean {
  return (
    error instanceof NoStationaryStateError ||
    error instanceof OverlapsLeftDomainError ||
    error instanceof StepSizeUnderflowError ||
    error instanceof NotPositiveSemidefiniteError
  );
}
