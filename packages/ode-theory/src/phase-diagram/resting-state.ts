import type { OrderParameters } from '@crossover/math-core';
import { NoStationaryStateError, StepSizeUnderflowError } from '../errors.ts';
import { stateLength } from '../right-hand-side/packed-state.ts';
import { stationaryRisk } from '../stability/stationary-risk.ts';

/** Where the equations end from some overlaps on. */
export interface RestingState {
  /** R of the stationary state; null where there is none, or only one that is left again. */
  readonly risk: number | null;
  /** Whether there is none because students grow without bound. */
  readonly runsAway: boolean;
}

/** The relaxation takes some forty Jacobians and their eigenvalues, s³ each: up to this many numbers in a state it takes half a second. */
const LONGEST_STATE = 70;
/** And up to this many a tenth of that. */
const LONGEST_CHEAP_STATE = 40;
/** A unit of this Q_ii is a sign function to within 10 %, and still grows. */
const RUNAWAY = 100;
/** Below this an eigenvalue of Ω is no round-off, and the zero of the drift belongs to no network. */
const LEAST_EIGENVALUE = -1e-6;

/** How many of `count` curves of these widths are worth a relaxation each. */
export function relaxationsAllowed(studentWidth: number, teacherWidth: number, count: number): number {
  const length = stateLength(studentWidth, teacherWidth);
  if (length > LONGEST_STATE) return 0;
  return length > LONGEST_CHEAP_STATE ? Math.min(1, count) : count;
}

/** Follows the finite-d equations from `overlaps` to their stationary state: see `stationaryRisk`. */
export function restingState(
  overlaps: OrderParameters,
  ratio: number,
  noise: number,
  followUntil?: number,
): RestingState {
  const { studentWidth, teacherWidth, P } = overlaps;
  try {
    const { risk, smallestEigenvalue, stability } = stationaryRisk({
      model: { studentWidth, teacherWidth, noise, P },
      weights: { gradient: 1, variance: ratio },
      initial: overlaps,
      ...(followUntil === undefined ? {} : { followUntil }),
    });
    const isReached = smallestEigenvalue >= LEAST_EIGENVALUE && stability.verdict !== 'unstable';
    return { risk: isReached ? risk : null, runsAway: false };
  } catch (error) {
    if (error instanceof NoStationaryStateError) {
      return { risk: null, runsAway: error.largestNorm >= RUNAWAY };
    }
    if (error instanceof StepSizeUnderflowError) return { risk: null, runsAway: false };
    throw error;
  }
}
