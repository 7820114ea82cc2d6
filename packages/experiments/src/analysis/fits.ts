import {
  exponential,
  lineRegression,
  logarithm,
  studentTQuantile,
  type LineRegression,
} from '@crossover/math-core';
import type { LineFit, PowerLawFit } from './series.ts';

/** A measured y at x; null where its standard error is not known. */
export interface MeasuredPoint {
  readonly x: number;
  readonly y: number;
  readonly standardError: number | null;
}

const LEVEL = 0.95;
/** Two points always lie on a line, which says nothing about it. */
const FEWEST_POINTS = 3;

/**
 * The power law y = A x^α through points with x, y > 0, by least squares in logarithms; null for fewer than three such points or a
 * single x. Other points are left out: `points` and `range` say which entered.
 *
 * Where every point has a standard error σ > 0 they are weighted by (y/σ)². The error of the exponent is then that of the weights, times the
 * residual standard deviation where this exceeds 1: points that scatter more than their errors say (errors of a few replicas are
 * uncertain, and so is the straight line) must not give a narrower interval for it. The interval is α ± t s with Student's t for
 * points − 2 degrees of freedom. On points whose errors are right it holds the true exponent in at least 95 of 100 cases.
 */
export function powerLawFit(measured: readonly MeasuredPoint[]): PowerLawFit | null {
  const points = measured
    .filter(({ x, y }) => x > 0 && y > 0 && x < Infinity && y < Infinity)
    .map(({ x, y, standardError }) => ({
      x: logarithm(x),
      y: logarithm(y),
      standardError: standardError === null ? null : standardError / y,
    }));
  const fit = regression(points);
  if (fit === null) return null;
  const { slope, intercept, standardError, interval, method, residualStandardDeviation } = fit;
  const entered = measured.filter(({ x, y }) => x > 0 && y > 0 && x < Infinity && y < Infinity);
  return {
    exponent: slope,
    standardError,
    interval,
    prefactor: exponential(intercept),
    range: rangeOf(entered),
    points: entered.length,
    residualStandardDeviation,
    method,
  };
}

/** The line y = a + b x through points, weighted and with an interval as in `powerLawFit`; null for fewer than three points or a single x. */
export function lineFit(measured: readonly MeasuredPoint[]): LineFit | null {
  const points = measured.filter(({ x, y }) => Number.isFinite(x) && Number.isFinite(y));
  const fit = regression(points);
  if (fit === null) return null;
  return { ...fit, range: rangeOf(points), points: points.length };
}

interface Regression {
  readonly slope: number;
  readonly standardError: number;
  readonly interval: readonly [number, number];
  readonly intercept: number;
  readonly residualStandardDeviation: number;
  readonly method: string;
}

function regression(points: readonly MeasuredPoint[]): Regression | null {
  if (points.length < FEWEST_POINTS || points.every(({ x }) => x === points[0].x)) return null;
  const x = points.map((point) => point.x);
  const y = points.map((point) => point.y);
  const errors = points.map(({ standardError }) => standardError ?? 0);
  const weighted = errors.every((error) => error > 0 && error < Infinity);
  const fit: LineRegression = lineRegression(x, y, weighted ? { standardErrors: errors } : {});
  const inflation = weighted ? Math.max(1, fit.residualStandardDeviation) : 1;
  const standardError = inflation * fit.slopeStandardError;
  const half = studentTQuantile(LEVEL, points.length - 2) * standardError;
  const weights = weighted
    ? `weighted by the standard errors${inflation > 1 ? `, which the residuals exceed ${inflation.toPrecision(2)} times` : ''}`
    : 'all points alike';
  return {
    slope: fit.slope,
    standardError,
    interval: [fit.slope - half, fit.slope + half],
    intercept: fit.intercept,
    residualStandardDeviation: fit.residualStandardDeviation,
    method: `least squares, ${weights}; 95 % by Student’s t with ${points.length - 2} degrees of freedom`,
  };
}

function rangeOf(points: readonly MeasuredPoint[]): readonly [number, number] {
  const x = points.map((point) => point.x);
  return [Math.min(...x), Math.max(...x)];
}
