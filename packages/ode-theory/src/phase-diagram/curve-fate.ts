import type { FlowCurve } from './flow-curve.ts';
import type { RestingState } from './resting-state.ts';

/** Where the risk of one curve goes. */
export interface CurveFate {
  /** R_∞; null where it is not known. */
  readonly risk: number | null;
  /** Whether that is known of this curve: it was followed to a state at rest, or down to round-off. */
  readonly isKnown: boolean;
}

/** A slope d ln R/d ln τ this flat is taken for the end: over a tenfold time R moves by less than 12 %. */
const FLAT_SLOPE = 0.05;
/** Steeper than this R is on its way down, not on a plateau. */
const FALLING_SLOPE = -0.5;
/** Below it R is mostly the error of the integration. */
const NEGLIGIBLE_RISK = 1e-10;

/** Whether R falls towards 0, exponentially or like a power of time. */
export function fallsToZero({ end: { risk, riskSlope, endedBy } }: FlowCurve): boolean {
  return endedBy !== 'failure' && (risk < NEGLIGIBLE_RISK || riskSlope < FALLING_SLOPE);
}

/**
 * Where a curve goes, from the state at rest that was found of it. Where none was looked for, it is taken to go where it is
 * expected to, if it is near or on its way down: every start tried that came near ended there. Otherwise its end
 * counts if it hardly moves, and the rest is not known.
 *
 * @param rest undefined when no state at rest was looked for
 * @param expected R_∞ by closed forms or of another start; null where there is no expectation
 */
export function fateOf(curve: FlowCurve, rest: RestingState | undefined, expected: number | null): CurveFate {
  const { risk, riskSlope, endedBy } = curve.end;
  if (rest !== undefined && rest.risk !== null) return { risk: rest.risk, isKnown: true };
  if (endedBy !== 'failure' && rest?.runsAway !== true && expected !== null) {
    if (expected === 0 && fallsToZero(curve)) return { risk: 0, isKnown: true };
    if (risk <= 2 * expected || riskSlope < FALLING_SLOPE) {
      return { risk: Math.min(expected, risk), isKnown: false };
    }
  }
  const isFlat = endedBy !== 'failure' && Math.abs(riskSlope) <= FLAT_SLOPE;
  return { risk: isFlat ? risk : null, isKnown: false };
}
