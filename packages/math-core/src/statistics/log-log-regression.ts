import { InvalidArgumentError } from '../errors.ts';
import { logarithm } from '../special-functions/logarithm.ts';
import { lineRegression, type LineRegression } from './line-regression.ts';

/**
 * The fit ln y ≈ intercept + slope · ln x: the slope is the exponent of the power law y = exp(intercept) · x^slope. Residuals are those of
 * ln y; with standard errors, in units of them.
 */
export type LogLogRegression = LineRegression;

export interface LogLogRegressionOptions {
  /** The standard error of each y (not of ln y), > 0. */
  readonly standardErrors?: ArrayLike<number>;
}

/**
 * Least-squares line through (ln x, ln y): the exponent of a power law with its standard error.
 *
 * Plain: all ln y equally uncertain by an unknown amount, estimated from the residuals; standard errors are
 * those of ordinary least squares, and NaN for two points. With `standardErrors`: weights w_i = (y_i/σ_i)²,
 * since ln y has the standard error σ/y to first order, and standard errors that follow from the σ_i alone;
 * compare residualStandardDeviation with 1 to see whether a straight line is an adequate description.
 *
 * Throws InvalidArgumentError for fewer than two points, values that are not positive and finite, or a single
 * x.
 */
export function logLogRegression(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  { standardErrors }: LogLogRegressionOptions = {},
): LogLogRegression {
  requireSamePoints(x, y, standardErrors);
  const logX = logarithms('x', x);
  const logY = logarithms('y', y);
  // To first order ln y has the standard error σ/y.
  const relativeErrors = standardErrors
    ? logX.map((_, i) => requirePositive('standardErrors', standardErrors, i) / y[i])
    : undefined;
  if (logX.every((value) => value === logX[0])) {
    throw new InvalidArgumentError(
      `logLogRegression: all ${x.length} points have x = ${x[0]}; a slope needs at least two different x.`,
    );
  }
  return lineRegression(logX, logY, relativeErrors ? { standardErrors: relativeErrors } : {});
}

function requireSamePoints(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  standardErrors: ArrayLike<number> | undefined,
): void {
  if (x.length < 2 || y.length !== x.length) {
    throw new InvalidArgumentError(
      `logLogRegression: ${x.length} x and ${y.length} y were given; pass the same number of both, at least 2.`,
    );
  }
  if (standardErrors && standardErrors.length !== x.length) {
    throw new InvalidArgumentError(
      `logLogRegression: ${standardErrors.length} standard errors were given for ${x.length} points; ` +
        'pass one for each.',
    );
  }
}

function logarithms(name: string, values: ArrayLike<number>): Float64Array {
  return Float64Array.from({ length: values.length }, (_, i) => logarithm(requirePositive(name, values, i)));
}

function requirePositive(name: string, values: ArrayLike<number>, index: number): number {
  const value = values[index];
  if (value > 0 && value < Infinity) return value;
  throw new InvalidArgumentError(
    `logLogRegression: ${name}[${index}] is ${value}; a power law is fitted to positive finite values. ` +
      'Leave such points out, and report how many.',
  );
}
