import { InvalidArgumentError } from '../errors.ts';
import { exponential } from '../special-functions/exponential.ts';
import { logarithm } from '../special-functions/logarithm.ts';

/** The two draws the gamma sampler needs. */
export interface UniformAndNormal {
  uniform(): number;
  normal(): number;
}

/** χ² with any real number of degrees of freedom ≥ 0. */
export function chiSquareSample(stream: UniformAndNormal, degreesOfFreedom: number): number {
  if (!(degreesOfFreedom >= 0 && degreesOfFreedom < Infinity)) {
    throw new InvalidArgumentError(`degreesOfFreedom is ${degreesOfFreedom}; χ² needs a finite number ≥ 0.`);
  }
  if (degreesOfFreedom === 0) return 0;
  const shape = degreesOfFreedom / 2;
  if (shape >= 1) return 2 * gammaSample(stream, shape);
  const boost = exponential(logarithm(1 - stream.uniform()) / shape);
  return 2 * gammaSample(stream, shape + 1) * boost;
}

function gammaSample(stream: UniformAndNormal, shape: number): number {
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = stream.normal();
    const t = c * x;
    if (t <= -1) continue;
    const v = (1 + t) * (1 + t) * (1 + t);
    const u = 1 - stream.uniform();
    const x2 = x * x;
    if (u < 1 - 0.0331 * x2 * x2) return d * v;
    if (logarithm(u) < 0.5 * x2 + d * (1 - v + logarithm(v))) return d * v;
  }
}
