import { InvalidArgumentError } from '../errors.ts';
import { exponential } from '../special-functions/exponential.ts';
import { logarithm } from '../special-functions/logarithm.ts';

/** The two kinds of draws the sampler needs. */
export interface UniformAndNormalSource {
  /** Uniform in [0, 1). */
  uniform(): number;
  /** Standard normal. */
  normal(): number;
}

/**
 * χ² with ν ≥ 0 degrees of freedom, ν any real number: twice a Gamma(ν/2) variable. Exact for every ν: no
 * normal approximation enters, however many degrees of freedom there are. ν = 0 gives 0 and draws nothing.
 *
 * Below ν = 2 the shape is raised by one and the result multiplied by U^{2/ν} (Marsaglia & Tsang 2000); for
 * ν below about 0.01 that factor, and with it the result, may underflow to 0, as the law itself does.
 */
export function chiSquareSample(source: UniformAndNormalSource, degreesOfFreedom: number): number {
  if (!(degreesOfFreedom >= 0 && degreesOfFreedom < Infinity)) {
    throw new InvalidArgumentError(
      `degreesOfFreedom is ${degreesOfFreedom}; χ² needs a finite number ≥ 0. ` +
        'Where it counts the dimensions outside the span of p + k weight vectors, d must be at least p + k.',
    );
  }
  if (degreesOfFreedom === 0) return 0;
  const shape = 0.5 * degreesOfFreedom;
  if (shape >= 1) return 2 * gammaSample(source, shape);
  const raised = gammaSample(source, shape + 1);
  return 2 * raised * exponential(logarithm(1 - source.uniform()) / shape);
}

/**
 * Gamma(shape) for shape ≥ 1 (Marsaglia & Tsang, ACM Trans. Math. Softw. 26, 363 (2000)): with δ = shape − ⅓
 * and t = x/√(9δ), x normal, accept δ (1+t)³ when ln u < x²/2 + δ (1 − (1+t)³ + ln (1+t)³). The right-hand
 * side is 3δ [ln(1+t) − t + t²/2 − t³/3], the form used here: it does not cancel when δ is large.
 */
function gammaSample(source: UniformAndNormalSource, shape: number): number {
  const delta = shape - 1 / 3;
  const scale = 1 / Math.sqrt(9 * delta);
  for (;;) {
    const x = source.normal();
    const t = scale * x;
    if (t <= -1) continue;
    const root = 1 + t;
    const sample = delta * root * root * root;
    const u = 1 - source.uniform();
    const square = x * x;
    if (u < 1 - 0.0331 * square * square) return sample;
    if (logarithm(u) < 3 * delta * logarithmBeyondCubic(t)) return sample;
  }
}

/** ln(1+t) − t + t²/2 − t³/3, by its series −t⁴/4 + t⁵/5 − … where the difference would cancel. */
function logarithmBeyondCubic(t: number): number {
  if (Math.abs(t) > 0.25) return logarithm(1 + t) - t + t * t * (0.5 - t / 3);
  let sum = 0;
  for (let power = SERIES_END; power >= 4; power--) sum = 1 / power - t * sum;
  return -(t * t) * (t * t) * sum;
}

/** ¼^(28−4) < 2⁻⁴⁸ of the leading term: far below what any comparison with a 53-bit uniform can see. */
const SERIES_END = 28;
