import { fallsToZero, fateOf, type CurveFate } from './curve-fate.ts';
import { followFlow, type FlowCurve, type FlowEnd } from './flow-curve.ts';
import { middle, momentOf, type Clock, type Moment } from './milestones.ts';
import { noisePlateauOfCopies, smallRateNoisePlateau } from './noise-plateau.ts';
import type { ResolvedPoint } from './phase-point.ts';
import { relaxationsAllowed, restingState, type RestingState } from './resting-state.ts';
import { isOrthonormal, isRepresentable, untrainedRisk, type Teacher } from './teacher.ts';

/**
 * What keeps R from falling further: nothing (`vanishing`), label noise, a width that k does not divide (`representability`), a
 * learning rate above the critical one, or one so large that most starts do not reach the perfect student although it is
 * stable (`stray`); `no-equation` where no equation describes the run.
 */
export type RiskOutcome =
  'vanishing' | 'noise' | 'representability' | 'beyond-critical' | 'stray' | 'no-equation';

export interface RiskPrediction {
  readonly outcome: RiskOutcome;
  readonly method: 'finite-d-equations' | 'closed-forms' | 'none';
  /** R_∞ over the starts for which it is known; null where it is for none. */
  readonly asymptotic: { readonly median: number; readonly low: number; readonly high: number } | null;
  /** Whether R_∞ is that of stationary states found; otherwise what closed forms expect, or where R hardly moves any more. */
  readonly settled: boolean;
  /** Starts that end well above what is expected where k divides p and γ is below critical. */
  readonly strays: number;
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

/** Ends this many times above the expected one are others. */
const STRAY_FACTOR = 3;
const STRAY_RISK = 1e-9;
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
  const allowed = relaxationsAllowed(p, k, curves.length);
  const rests = curves.map((curve, index) =>
    index >= allowed || (expected === 0 && fallsToZero(curve))
      ? undefined
      : restingState(curve.end.orderParameters, ratio, noise, 1),
  );
  const fates = fatesOf(curves, rests, expected);
  const strays =
    expected === null ? 0 : fates.filter(({ risk }) => risk !== null && isStray(risk, expected)).length;
  const floor = representable ? 0 : floorOfGradientFlow(curves);
  const asymptotes = fates.map((fate) => fate.risk);
  const risk = {
    outcome:
      2 * strays > curves.length ? 'stray' : outcomeOf(hasEquation, isBelowCritical, noise, floor, smallRate),
    method: curves.length > 0 ? 'finite-d-equations' : hasEquation ? 'closed-forms' : 'none',
    asymptotic: hasEquation ? rangeOf(curves.length > 0 ? asymptotes : [expected]) : null,
    settled: isSettled(fates, rests),
    strays,
    runsAway: rests.some((rest) => rest?.runsAway === true),
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

/** What one curve was found to end in is expected of the others, unless it is a stray. */
function fatesOf(
  curves: readonly FlowCurve[],
  rests: readonly (RestingState | undefined)[],
  expected: number | null,
): readonly CurveFate[] {
  const found = rests.flatMap((rest) => (rest === undefined || rest.risk === null ? [] : [rest.risk]));
  const lowest = found.length > 0 ? Math.min(...found) : null;
  const isBetter = lowest !== null && (expected === null || !isStray(lowest, expected));
  return curves.map((curve, index) => fateOf(curve, rests[index], isBetter ? lowest : expected));
}

function isStray(risk: number, expected: number): boolean {
  return risk > STRAY_FACTOR * expected + STRAY_RISK;
}

/** Whether every curve that was looked into is known to end where it is said to. */
function isSettled(fates: readonly CurveFate[], rests: readonly (RestingState | undefined)[]): boolean {
  const known = fates.filter(({ isKnown }) => isKnown).length;
  const failed = rests.some((rest) => rest !== undefined && rest.risk === null);
  return known > 0 && !failed;
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
