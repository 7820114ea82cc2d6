import { InvalidArgumentError, type OrderParameters } from '@crossover/math-core';
import { messages } from '../errors.ts';
import { criticalRatio } from './critical-ratio.ts';
import { driftTerms, type DriftTerms } from './drift-terms.ts';
import { followFlow, type FlowCurve } from './flow-curve.ts';
import { milestones, type Milestone } from './milestones.ts';
import { requireFitting, resolvePoint, type PhasePoint, type ResolvedPoint } from './phase-point.ts';
import { plateauEscape, type PlateauEscape } from './plateau-escape.ts';
import { placeInDiagram, type PlaceInDiagram } from './regime-at-dimension.ts';
import { predictRisk, type RiskPrediction } from './risk-prediction.ts';
import { drawStart, requireRoom, type StartName } from './starts.ts';
import { isOrthonormal, orthonormalTeacher } from './teacher.ts';
import { verdict } from './verdict.ts';

export type PhaseReportOptions = PhasePoint & {
  /**
   * Where the equations start: a law to draw from, with orthonormal teachers, or Ω⁰. By default `teacher-span`, and `sphere` for
   * k = 1, where the former begins at the solution.
   */
  readonly start?: StartName | OrderParameters | undefined;
  /** How many starts to draw, 1 … 16, by default 3; fewer where the effort does not allow them. */
  readonly draws?: number | undefined;
  /** What the starts are drawn from; by default the same for everybody. */
  readonly key?: string | undefined;
  /** Steps of SGD a second, for times in seconds. */
  readonly stepsPerSecond?: number | undefined;
  /** Arcsines that following the equations may cost, by default 1e8: half a second or so. */
  readonly effort?: number | undefined;
};

/** Where a run is in the phase diagram, what will happen, and how long it will take. Plain data. */
export interface PhaseReport {
  readonly point: {
    readonly inputDimension: number;
    readonly studentWidth: number;
    readonly teacherWidth: number;
    readonly learningRate: number;
    readonly noise: number;
    readonly start: StartName | 'given';
    /** Starts that were followed; 0 where only closed forms are used. */
    readonly draws: number;
  };
  readonly place: PlaceInDiagram;
  readonly terms: DriftTerms;
  readonly risk: RiskPrediction;
  readonly milestones: readonly Milestone[];
  /** Null for a teacher of one unit or one that is not orthonormal, and where γ is above the critical one. */
  readonly escape: PlateauEscape | null;
  /** The same in sentences. */
  readonly verdict: readonly string[];
}

const DEFAULT_EFFORT = 1e8;
const DEFAULT_DRAWS = 3;
const MOST_DRAWS = 16;
/** With fewer evaluations a curve ends long before anything is decided; and one long curve says more than several short ones. */
const LEAST_EVALUATIONS = 1000;
const ENOUGH_EVALUATIONS = 4000;
/** What an evaluation costs beside its arcsines, in units of one. */
const OVERHEAD = 600;
const WIDEST_TEACHER = 1024;

/**
 * Places a run of finite d in the phase diagram and predicts, by the finite-d equations, what its risk ends at and when.
 * In the time of gradient flow these equations contain d nowhere: γ/p, Δ, p, k and the start decide what happens, d how many
 * steps it takes. Where following them would cost more than the effort allows (p above 20 or so), closed forms are
 * all there is, and the report says so.
 *
 * erf committees with unit output weights, one fresh sample a step. Throws InvalidArgumentError for numbers out of range.
 */
export function phaseReport(options: PhaseReportOptions): PhaseReport {
  const point = resolvePoint(options);
  requireOptions(options, point);
  const { inputDimension, studentWidth, teacherWidth, learningRate, noise, ratio } = point;
  const { start = teacherWidth === 1 ? 'sphere' : 'teacher-span', stepsPerSecond = null } = options;
  const teacher = typeof start === 'string' ? orthonormalTeacher(teacherWidth) : start;
  const critical = isOrthonormal(teacher) ? criticalRatio(teacherWidth) : null;
  const place = placeInDiagram(point);
  const clock = { ratio, inputDimension, timeStep: place.timeStep, stepsPerSecond };
  const hasEquation = place.atThisDimension !== 'no-ode';
  const curves = hasEquation ? follow(point, start, options) : [];
  const { risk, asymptotes } = predictRisk(point, teacher, critical, curves, hasEquation, clock);
  const unaligned = start === 'teacher-span' ? [] : curves;
  const report = {
    point: {
      inputDimension,
      studentWidth,
      teacherWidth,
      learningRate,
      noise,
      start: typeof start === 'string' ? start : ('given' as const),
      draws: curves.length,
    },
    place,
    terms: driftTerms(point, place.timeStep, critical),
    risk,
    milestones: milestones(curves, asymptotes, risk.untrained, clock),
    escape:
      teacherWidth > 1 && critical !== null && ratio < critical && hasEquation
        ? plateauEscape(teacherWidth, unaligned, clock)
        : null,
  };
  return { ...report, verdict: verdict(report) };
}

function requireOptions(options: PhaseReportOptions, point: ResolvedPoint): void {
  const { start, draws = DEFAULT_DRAWS, stepsPerSecond = 1, effort = DEFAULT_EFFORT } = options;
  if (!(Number.isInteger(draws) && draws >= 1 && draws <= MOST_DRAWS)) {
    throw new InvalidArgumentError(messages.outside('draws', draws, `the integers 1 … ${MOST_DRAWS}`));
  }
  for (const [name, value] of Object.entries({ stepsPerSecond, effort })) {
    if (!(value > 0 && value < Infinity))
      throw new InvalidArgumentError(messages.outside(name, value, '(0, ∞)'));
  }
  if (point.teacherWidth > WIDEST_TEACHER) {
    const domain = `[1, ${WIDEST_TEACHER}]`;
    throw new InvalidArgumentError(messages.outside('teacherWidth', point.teacherWidth, domain));
  }
  if (typeof start === 'object') requireFitting(start, point);
  else requireRoom(point.inputDimension, point.teacherWidth);
}

/** The curves of as many starts as the effort allows; none where it does not allow one. */
function follow(
  { inputDimension, studentWidth: p, teacherWidth: k, ratio, noise }: ResolvedPoint,
  start: StartName | OrderParameters,
  { draws = DEFAULT_DRAWS, key = 'phase-report', effort = DEFAULT_EFFORT }: PhaseReportOptions,
): readonly FlowCurve[] {
  const arcsines = ((p * (p + 1)) / 2) * (((p + k) * (p + k + 1)) / 2);
  const evaluations = Math.floor(effort / (arcsines + OVERHEAD));
  const wanted = typeof start === 'string' ? draws : 1;
  const affordable = Math.max(1, Math.floor(evaluations / ENOUGH_EVALUATIONS));
  const count = evaluations < LEAST_EVALUATIONS ? 0 : Math.min(wanted, affordable);
  return Array.from({ length: count }, (_, draw) => {
    const overlaps =
      typeof start === 'string' ? drawStart(start, p, k, inputDimension, `${key}/${draw}`) : start;
    return followFlow(overlaps, ratio, noise, Math.floor(evaluations / count));
  });
}
