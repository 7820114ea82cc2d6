import { InvalidArgumentError } from '../errors.ts';
import { arctangent } from '../special-functions/arctangent.ts';

/** Beyond this the sums below would be long, and the law differs from the normal one by 1/(4ν) of itself. */
const MOST_DEGREES = 100_000;

/**
 * P(|T| ≤ t) for Student's t with ν degrees of freedom, by the finite trigonometric sums for integer ν (Abramowitz & Stegun 26.7.3 and
 * 26.7.4), θ = arctan(t/√ν). Absolute error about 1e-15 √ν.
 *
 * @throws {InvalidArgumentError} unless t ≥ 0 and ν is an integer from 1 to 100 000
 */
export function studentTProbability(t: number, degreesOfFreedom: number): number {
  const nu = requireDegrees(degreesOfFreedom);
  if (!(t >= 0)) throw new InvalidArgumentError(`studentTProbability: t is ${t}; it must be ≥ 0.`);
  if (t === Infinity) return 1;
  const sine = t / Math.sqrt(nu + t * t);
  const cosineSquared = nu / (nu + t * t);
  const odd = nu % 2 === 1;
  // Σ of products of ratios: 1, 2/3, 2·4/(3·5), … with cos^{1, 3, 5, …} for odd ν; 1, 1/2, 1·3/(2·4), … with cos^{0, 2, 4, …} for even ν.
  let term = odd ? Math.sqrt(cosineSquared) : 1;
  let sum = 0;
  for (let power = odd ? 1 : 0; power <= nu - 2; power += 2) {
    sum += term;
    term *= ((power + 1) / (power + 2)) * cosineSquared;
  }
  return odd ? (2 / Math.PI) * (arctangent(t / Math.sqrt(nu)) + sine * sum) : sine * sum;
}

/**
 * The t with P(|T| ≤ t) = `level`: a mean ± t standard errors holds the true value with this probability when the standard error is
 * estimated with ν degrees of freedom. Bisection to the last bit of `studentTProbability`.
 *
 * @throws {InvalidArgumentError} unless 0 < level < 1 and ν is an integer from 1 to 100 000
 */
export function studentTQuantile(level: number, degreesOfFreedom: number): number {
  const nu = requireDegrees(degreesOfFreedom);
  if (!(level > 0 && level < 1)) {
    throw new InvalidArgumentError(`studentTQuantile: level is ${level}; it must lie between 0 and 1.`);
  }
  let low = 0;
  let high = 1;
  while (studentTProbability(high, nu) < level && high < 1e300) high *= 2;
  for (;;) {
    const middle = low + (high - low) / 2;
    if (middle <= low || middle >= high) return high;
    if (studentTProbability(middle, nu) < level) low = middle;
    else high = middle;
  }
}

function requireDegrees(degrees: number): number {
  if (Number.isInteger(degrees) && degrees >= 1 && degrees <= MOST_DEGREES) return degrees;
  throw new InvalidArgumentError(
    `Student's t: ${degrees} degrees of freedom were given; pass an integer from 1 to ${MOST_DEGREES}.`,
  );
}
