import { logLogRegression, quantile } from '@crossover/math-core';
import type { Finding } from '../figure.ts';
import { formatMeasurement, formatNumber } from '../text/numbers.ts';
import { compareParameters } from '../text/parameters.ts';
import { superscript } from '../text/superscript.ts';
import type { Curve, CurvePoint } from './input.ts';
import type { CurveGroup, Panel } from './panels.ts';

/** Ratios of times, a little generous for what rounding leaves of them. */
const QUARTER_DECADE = 1.8;
const DECADE = 10.1;
/** A local slope d ln R / d ln t flatter than this over the end counts as level. */
const LEVEL_SLOPE = 0.15;
/** A peak this much above start and end is worth a word. */
const PEAK = 1.4;

/** The curve a panel is judged by, and what tells it from the others: simulation before theory, the largest d first. */
function leadingCurve(panel: Panel): { readonly curve: Curve; readonly label: string } | undefined {
  const groups = [...panel.groups].reverse();
  for (const kind of ['simulation', 'exact', 'finite', 'limit', 'gradient-flow', 'mean-field'] as const) {
    for (const { curves, label } of groups) {
      const curve = curves[kind];
      if (curve !== undefined && curve.points.some(({ risk, time }) => risk > 0 && time > 0)) {
        return { curve, label };
      }
    }
  }
  return undefined;
}

function positive(curve: Curve): CurvePoint[] {
  return curve.points.filter(({ risk, time }) => risk > 0 && time > 0);
}

/**
 * Local slope d ln R / d ln t at the end of a curve: of its last quarter decade, or of its last three points
 * where these lie within a decade. Null when it has fewer.
 */
function endSlope(points: readonly CurvePoint[]): number | null {
  const { time: last } = points[points.length - 1];
  const quarter = points.filter(({ time }) => time >= last / QUARTER_DECADE);
  const end = quarter.length < 3 ? points.slice(-3) : quarter;
  if (end.length < 3 || end[0].time < last / DECADE) return null;
  const { slope } = logLogRegression(
    end.map(({ time }) => time),
    end.map(({ risk }) => risk),
  );
  return slope;
}

/** The result of a panel in one sentence: where R goes, read from the end of its leading curve, which is named if it is one of several. */
export function panelVerdict(panel: Panel): string {
  const leading = leadingCurve(panel);
  if (leading === undefined) return 'No points yet';
  const verdict = verdictOf(leading.curve);
  // A line may break between parameters, not within one.
  const label = leading.label.replaceAll(' = ', '\u00a0=\u00a0');
  return panel.groups.length > 1 ? `${verdict} (${label})` : verdict;
}

function verdictOf(curve: Curve): string {
  const points = positive(curve);
  const end = points[points.length - 1];
  const value = formatMeasurement(end.risk, end.standardError ?? NaN);
  const finished = end.time >= curve.grid.last * (1 - 1e-9);
  if (!finished) return `R = ${value} so far, at t = ${formatNumber(end.time)}`;
  const slope = endSlope(points);
  if (slope === null) return `R = ${value} at t = ${formatNumber(end.time)}`;
  const peak = points.reduce((highest, { risk }) => Math.max(highest, risk), 0);
  const peaked = peak > PEAK * points[0].risk && peak > PEAK * end.risk;
  const before = peaked ? `R rises to ${formatNumber(peak, 2)}, then ` : 'R ';
  if (Math.abs(slope) < LEVEL_SLOPE) return `${before}levels off at ${value}`;
  const power = `t${superscript(slope.toFixed(2))}`;
  return slope < 0 ? `${before}falls as ${power} to ${value}` : `${before}rises as ${power} to ${value}`;
}

/** How far simulated means lie from their theory. */
export interface Agreement {
  /** Median of |mean/theory − 1| over all times at which both are known. */
  readonly medianDifference: number;
  readonly comparedPoints: number;
  readonly regimes: number;
}

/** Compares each simulation with the finite-d ODE beside it, or with the limit where there is none. */
export function agreement(panels: readonly Panel[]): Agreement | null {
  const differences: number[] = [];
  const regimes = new Set<string>();
  for (const { groups } of panels) {
    for (const group of groups) {
      const { simulation, finite } = group.curves;
      const theory =
        finite ?? group.curves.limit ?? groups.find((other) => isLimitOf(other, group))?.curves.limit;
      if (simulation === undefined || theory === undefined) continue;
      const byTime = new Map(theory.points.map(({ time, risk }) => [time, risk]));
      for (const { time, risk } of simulation.points) {
        const expected = byTime.get(time);
        if (expected !== undefined && expected > 0 && risk > 0 && time > 0) {
          differences.push(Math.abs(risk / expected - 1));
          regimes.add(group.regime);
        }
      }
    }
  }
  if (differences.length === 0) return null;
  return {
    medianDifference: quantile(
      differences.sort((a, b) => a - b),
      0.5,
    ),
    comparedPoints: differences.length,
    regimes: regimes.size,
  };
}

/** Equal in everything but d, which the limit does not know. */
function isLimitOf(other: CurveGroup, group: CurveGroup): boolean {
  if (other.regime !== group.regime || other.parameters.inputDimension !== null) return false;
  return compareParameters(other.parameters, { ...group.parameters, inputDimension: null }) === 0;
}

const COUNTS = ['', '', 'both', 'all three', 'all four'];

/** The figure's title: its result. */
export function figureTitle(panels: readonly Panel[]): string {
  if (panels.every((panel) => leadingCurve(panel) === undefined)) return 'No points yet';
  const found = agreement(panels);
  if (found === null) return panels.length === 1 ? panelVerdict(panels[0]) : 'Risk in its time';
  const percent = 100 * found.medianDifference;
  const difference = `${percent < 0.095 ? '0.1' : Number(percent.toPrecision(percent < 1 ? 1 : 2))}\u00a0%`;
  const where = found.regimes > 1 ? ` in ${COUNTS[found.regimes]} regimes` : '';
  return found.medianDifference < 0.15
    ? `Simulated SGD follows the theory to ${difference}${where}`
    : `Simulated SGD departs from the theory by ${difference}${where}`;
}

/** The numbers of the title and of the panels' verdicts. */
export function figureFindings(panels: readonly Panel[]): Finding[] {
  const found = agreement(panels);
  return [
    ...(found === null
      ? []
      : [
          {
            quantity: 'median of |simulated mean / theory − 1|',
            value: found.medianDifference,
            from: `${found.comparedPoints} points with a simulation and its theory, t > 0`,
          },
        ]),
    ...panels.flatMap(panelFindings),
  ];
}

function panelFindings(panel: Panel): Finding[] {
  const leading = leadingCurve(panel);
  if (leading === undefined) return [];
  const points = positive(leading.curve);
  const end = points[points.length - 1];
  const slope = endSlope(points);
  const from = `${leading.curve.kind} at ${leading.label}`;
  return [
    {
      quantity: `risk R at t = ${formatNumber(end.time)}`,
      value: end.risk,
      ...(end.standardError === undefined || Number.isNaN(end.standardError)
        ? {}
        : { standardError: end.standardError }),
      from,
    },
    ...(slope === null
      ? []
      : [{ quantity: 'exponent of R in t at the end', value: slope, from: `${from}, its last points` }]),
  ];
}
