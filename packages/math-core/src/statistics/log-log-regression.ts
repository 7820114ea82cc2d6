import { InvalidArgumentError } from '../errors.ts';
import { logarithm } from '../special-functions/logarithm.ts';

/** The fit ln y ≈ intercept + slope · ln x. */
export interface LogLogRegression {
  /** The exponent of the power law. */
  readonly slope: number;
  /** ln y at x = 1 (natural logarithms): the power law is y = exp(intercept) · x^slope. */
  readonly intercept: number;
  readonly slopeStandardError: number;
  readonly interceptStandardError: number;
  /**
   * √(Σ w_i r_i²/(points − 2)) for the residuals r of ln y; with standard errors, in units of them. NaN for two
   * points.
   */
  readonly residualStandardDeviation: number;
  readonly points: number;
}

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
  const points = x.length;
  const logX = logarithms('x', x);
  const logY = logarithms('y', y);
  const weights = logX.map((_, i) => {
    if (!standardErrors) return 1;
    const relative = requirePositive('standardErrors', standardErrors, i) / y[i];
    return 1 / (relative * relative);
  });
  const totalWeight = weightedSum(weights, () => 1);
  const meanX = weightedSum(weights, (i) => logX[i]) / totalWeight;
  const meanY = weightedSum(weights, (i) => logY[i]) / totalWeight;
  const spread = weightedSum(weights, (i) => (logX[i] - meanX) * (logX[i] - meanX));
  if (!(spread > 0)) {
    throw new InvalidArgumentError(
      `logLogRegression: all ${points} points have x = ${x[0]}; a slope needs at least two different x.`,
    );
  }
  const slope = weightedSum(weights, (i) => (logX[i] - meanX) * (logY[i] - meanY)) / spread;
  const intercept = meanY - slope * meanX;
  const squares = weightedSum(weights, (i) => {
    const residual = logY[i] - meanY - slope * (logX[i] - meanX);
    return residual * residual;
  });
  const residualStandardDeviation = Math.sqrt(squares / (points - 2));
  const unit = standardErrors ? 1 : residualStandardDeviation;
  return {
    slope,
    intercept,
    slopeStandardError: unit / Math.sqrt(spread),
    interceptStandardError: unit * Math.sqrt(1 / totalWeight + (meanX * meanX) / spread),
    residualStandardDeviation: points > 2 ? residualStandardDeviation : NaN,
    points,
  };
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

function weightedSum(weights: Float64Array, term: (index: number) => number): number {
  let sum = 0;
  for (let i = 0; i < weights.length; i++) sum += weights[i] * term(i);
  return sum;
}
