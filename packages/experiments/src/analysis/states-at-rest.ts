import { NotPositiveSemidefiniteError } from '@crossover/math-core';
import {
  NoStationaryStateError,
  OverlapsLeftDomainError,
  stateLength,
  StepSizeUnderflowError,
} from '@crossover/ode-theory';
import type { RunSpecification } from '../specification/run-specification.ts';
import { studentWidthOf } from '../specification/scaling-of.ts';

/** Overlaps whose Jacobian is factored, and its eigenvalues found, within seconds. */
const MOST_OVERLAPS = 600;

/** Whether the equations of a run are small enough to look for their states at rest while a figure is made: p up to about 30. */
export function isSmallEnoughForStates(run: RunSpecification): boolean {
  return stateLength(studentWidthOf(run), run.teacherWidth) <= MOST_OVERLAPS;
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
