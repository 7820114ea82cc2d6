import { InvalidArgumentError } from '../errors.ts';

/** The fit y ≈ intercept + slope · x. */
export interface LineRegression {
  readonly slope: number;
  readonly intercept: number;
  readonly slopeStandardError: number;
  readonly interceptStandardError: number;
  /** √(Σ w_i r_i²/(points − 2)) for the residuals r; with standard errors, in units of them. NaN for two points. */
  readonly residualStandardDeviation: number;
  readonly points: number;
}

/**
 * Least-squares line. Plain: all y equally uncertain by an unknown amount, estimated from the residuals; standard errors are those of
 * ordinary least squares, and NaN for two points. With `standardErrors` of the y: weights 1/σ², and standard errors that follow from the
 * σ alone; compare residualStandardDeviation with 1 to see whether a straight line is an adequate description.
 *
 * @throws {InvalidArgumentError} for fewer than two points, lists of different lengths, values that are not finite, σ ≤ 0, or a single x
 */
export function lineRegression(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  { standardErrors }: { readonly standardErrors?: ArrayLike<number> } = {},
): LineRegression {
  const points = x.length;
  requirePoints(x, y, standardErrors);
  const weight = (i: number): number => (standardErrors ? 1 / (standardErrors[i] * standardErrors[i]) : 1);
  const weighted = (term: (i: number) => number): number => {
    let sum = 0;
    for (let i = 0; i < points; i++) sum += weight(i) * term(i);
    return sum;
  };
  const total = weighted(() => 1);
  const meanX = weighted((i) => x[i]) / total;
  const meanY = weighted((i) => y[i]) / total;
  const spread = weighted((i) => (x[i] - meanX) * (x[i] - meanX));
  if (!(spread > 0)) {
    throw new InvalidArgumentError(
      `lineRegression: all ${points} points have x = ${x[0]}; a slope needs at least two different x.`,
    );
  }
  const slope = weighted((i) => (x[i] - meanX) * (y[i] - meanY)) / spread;
  const squares = weighted((i) => {
    const residual = y[i] - meanY - slope * (x[i] - meanX);
    return residual * residual;
  });
  const residualStandardDeviation = points > 2 ? Math.sqrt(squares / (points - 2)) : NaN;
  const unit = standardErrors ? 1 : residualStandardDeviation;
  return {
    slope,
    intercept: meanY - slope * meanX,
    slopeStandardError: unit / Math.sqrt(spread),
    interceptStandardError: unit * Math.sqrt(1 / total + (meanX * meanX) / spread),
    residualStandardDeviation,
    points,
  };
}

function requirePoints(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  standardErrors: ArrayLike<number> | undefined,
): void {
  const lengths = [x.length, y.length, ...(standardErrors ? [standardErrors.length] : [])];
  if (x.length < 2 || lengths.some((length) => length !== x.length)) {
    throw new InvalidArgumentError(
      `lineRegression: lists of ${lengths.join(', ')} numbers were given; pass the same number of x, y and standard errors, at least 2.`,
    );
  }
  for (let i = 0; i < x.length; i++) {
    const sigma = standardErrors ? standardErrors[i] : 1;
    if (!(Number.isFinite(x[i]) && Number.isFinite(y[i]) && sigma > 0 && sigma < Infinity)) {
      throw new InvalidArgumentError(
        `lineRegression: point ${i} is (${x[i]}, ${y[i]}) with standard error ${sigma}; finite numbers and standard errors > 0 are needed.`,
      );
    }
  }
}
