import { followFlow, type FlowCurve, type FlowEnd } from './flow-curve.ts';
import { middle, momentOf, type Clock, type Moment } from './milestones.ts';
import { noisePlateauOfCopies, smallRateNoisePlateau } from './noise-plateau.ts';
import type { ResolvedPoint } from './phase-point.ts';
import { relaxationsAllowed, restingState } from './resting-state.ts';
import { isOrthonormal, isRepresentable, untrainedRisk, type Teacher } from './teacher.ts';

/**
 * What keeps R from falling further: nothing (`vanishing`), label noise, a width that k does not divide
 * (`representability`), a learning rate above the critical one; `no-equation` where no equation describes the run.
 */
export type RiskOutcome = 'vanishing' | 'noise' | 'representability' | 'beyond-critical' | 'no-equation';

export interface RiskPrediction {
  readonly outcome: RiskOutcome;
  readonly method: 'finite-d-equations' | 'closed-forms' | 'none';
  /** R_∞ over the starts for which it is known; null where it is for none. */
  readonly asymptotic: { readonly median: number; readonly low: number; readonly high: number } | null;
  /** Whether R_∞ is that of stationary states found; otherwise what closed forms expect, or where R hardly moves any more. */
  readonly settled: boolean;
  /** Whether students grow without bound, so that there is no stationary state and R_∞ is at most a long plateau. */
  readonly runsAway: boolean;
  /** The end of the median curve; null when none was followed. */
  readonly end: (Omit<FlowEnd, 'orderParameters' | 'time'> & { readonly moment: Moment }) | null;
  /** ½ E[f²], the risk of a student that outputs 0. */
  readonly untrained: number;
  /** Whether R = 0 can be represented: k divides p. */
  readonly representable: boolean;
  /** Where gradient flow without noise ends; 0 where R = 0 is representable, null where it was not followed. */
  readonly representabilityFloor: number | null;
  readonly noisePlateau: {
    /** γΔ/(2π√3 p) and its like for other lengths of the teachers: relative error of order γ/p. */
    readonly smallRate: number;
    /** At this γ/p, of exact copies of the teachers; null where there is no such state. */
    readonly ofCopies: number | null;
  };
}

export interface PredictedRisk {
  readonly risk: RiskPrediction;
  /** Where each curve goes. */
  readonly asymptotes: readonly (number | null)[];
}

/** A slope d ln R/d ln τ this flat is taken for the end: over a tenfold time R moves by less than 12 %. */
const FLAT_SLOPE = 0.05;
/** Gradient flow costs a tenth of the full drift and less. */
const EVALUATIONS_OF_GRADIENT_FLOW = 30_000;

export function predictRisk(
  point: ResolvedPoint,
  teacher: Teacher,
  criticalRatio: number | null,
  curves: readonly FlowCurve[],
  hasEquation: boolean,
  clock: Clock,
): PredictedRisk {
  const { studentWidth: p, teacherWidth: k, ratio, noise } = point;
  const representable = isRepresentable(p, k);
  const isBelowCritical = criticalRatio === null || ratio < criticalRatio;
  const smallRate = smallRateNoisePlateau(teacher, ratio, noise);
  const ofCopies = isOrthonormal(teacher) && isBelowCritical ? noisePlateauOfCopies(k, ratio, noise) : null;
  const expected = isBelowCritical && representable ? (ofCopies ?? smallRate) : null;
  const rests =
    expected === 0
      ? []
      : curves
          .slice(0, relaxationsAllowed(p, k, curves.length))
          .map(({ end }) => restingState(end.orderParameters, ratio, noise, 1));
  const found = rests.map((rest) => rest.risk).filter((R) => R !== null);
  const nearest = found.length > 0 ? Math.min(...found) : expected;
  const asymptotes = curves.map((curve, index) => rests[index]?.risk ?? asymptoteOf(curve, nearest));
  const floor = representable ? 0 : floorOfGradientFlow(curves);
  const risk = {
    outcome: outcomeOf(hasEquation, isBelowCritical, noise, floor, smallRate),
    method: curves.length > 0 ? 'finite-d-equations' : hasEquation ? 'closed-forms' : 'none',
    asymptotic: hasEquation ? rangeOf(curves.length > 0 ? asymptotes : [expected]) : null,
    settled: expected === 0 || (rests.length > 0 && rests.every((rest) => rest.risk !== null)),
    runsAway: rests.some(({ runsAway }) => runsAway),
    end: medianEnd(curves, clock),
    untrained: untrainedRisk(teacher),
    representable,
    representabilityFloor: floor,
    noisePlateau: { smallRate, ofCopies },
  } as const;
  return { risk, asymptotes };
}

function outcomeOf(
  hasEquation: boolean,
  isBelowCritical: boolean,
  noise: number,
  floor: number | null,
  smallRate: number,
): RiskOutcome {
  if (!hasEquation) return 'no-equation';
  if (!isBelowCritical) return 'beyond-critical';
  if (floor === null || floor > smallRate) return 'representability';
  return noise === 0 ? 'vanishing' : 'noise';
}

/**
 * Where a curve goes that was not relaxed: what is expected, unless it is already below; without expectation its end, if it
 * hardly moves there, else null. Every start tried ended alike, so that what one was found to end in is expected of all.
 */
function asymptoteOf(
  { end: { risk, riskSlope, endedBy } }: FlowCurve,
  expected: number | null,
): number | null {
  if (expected !== null) return Math.min(expected, risk);
  return endedBy !== 'failure' && Math.abs(riskSlope) <= FLAT_SLOPE ? risk : null;
}

function floorOfGradientFlow(curves: readonly FlowCurve[]): number | null {
  const [curve] = curves;
  if (curve === undefined) return null;
  const { studentWidth, teacherWidth } = curve.start;
  const rest = relaxationsAllowed(studentWidth, teacherWidth, 1) > 0 ? restingState(curve.start, 0, 0) : null;
  return rest?.risk ?? followFlow(curve.start, 0, 0, EVALUATIONS_OF_GRADIENT_FLOW).end.risk;
}

function rangeOf(values: readonly (number | null)[]): RiskPrediction['asymptotic'] {
  const known = values.filter((value) => value !== null);
  if (known.length === 0) return null;
  return { median: middle(known), low: Math.min(...known), high: Math.max(...known) };
}

function medianEnd(curves: readonly FlowCurve[], clock: Clock): RiskPrediction['end'] {
  if (curves.length === 0) return null;
  const median = middle(curves.map(({ end }) => end.risk));
  const { end } = curves.find((curve) => curve.end.risk === median) ?? curves[0];
  const { time, risk, meanSquareLength, riskSlope, lengthSlope, endedBy } = end;
  return { moment: momentOf(time, clock), risk, meanSquareLength, riskSlope, lengthSlope, endedBy };
}
