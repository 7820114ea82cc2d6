import { InvalidArgumentError } from '../errors.ts';
import { logarithm } from '../special-functions/logarithm.ts';

/** ln y = intercept + slope · ln x, fitted by least squares. */
export interface LogLogRegression {
  readonly slope: number;
  /** ln y at x = 1 (natural logarithm). */
  readonly intercept: number;
  readonly slopeStandardError: number;
  readonly interceptStandardError: number;
  /** Of ln y about the line; with weights, in units of the given standard errors. */
  readonly residualStandardDeviation: number;
  readonly points: number;
}

export interface LogLogRegressionOptions {
  /** Standard error of each y. */
  readonly standardErrors?: ArrayLike<number>;
}

/** Straight line through (ln x, ln y). */
export function logLogRegression(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  options: LogLogRegressionOptions = {},
): LogLogRegression {
  const points = x.length;
  if (y.length !== points || points < 2) {
    throw new InvalidArgumentError(
      `logLogRegression: ${points} x values and ${y.length} y values; it needs the same number of both, at least 2.`,
    );
  }
  const { standardErrors } = options;
  let W = 0;
  let Sx = 0;
  let Sy = 0;
  const lx = new Float64Array(points);
  const ly = new Float64Array(points);
  const w = new Float64Array(points);
  for (let i = 0; i < points; i++) {
    if (!(x[i] > 0 && y[i] > 0)) {
      throw new InvalidArgumentError(
        `logLogRegression: point ${i} is (${x[i]}, ${y[i]}); logarithms need positive values. Leave such points out, and say how many.`,
      );
    }
    lx[i] = logarithm(x[i]);
    ly[i] = logarithm(y[i]);
    const sigma = standardErrors ? standardErrors[i] / y[i] : 1;
    w[i] = 1 / (sigma * sigma);
    W += w[i];
    Sx += w[i] * lx[i];
    Sy += w[i] * ly[i];
  }
  const mx = Sx / W;
  const my = Sy / W;
  let Sxx = 0;
  let Sxy = 0;
  for (let i = 0; i < points; i++) {
    Sxx += w[i] * (lx[i] - mx) * (lx[i] - mx);
    Sxy += w[i] * (lx[i] - mx) * (ly[i] - my);
  }
  const slope = Sxy / Sxx;
  const intercept = my - slope * mx;
  let residuals = 0;
  for (let i = 0; i < points; i++) {
    const r = ly[i] - intercept - slope * lx[i];
    residuals += w[i] * r * r;
  }
  const residualStandardDeviation = Math.sqrt(residuals / (points - 2));
  const unit = standardErrors ? 1 : residualStandardDeviation;
  return {
    slope,
    intercept,
    slopeStandardError: unit / Math.sqrt(Sxx),
    interceptStandardError: unit * Math.sqrt(1 / W + (mx * mx) / Sxx),
    residualStandardDeviation,
    points,
  };
}
