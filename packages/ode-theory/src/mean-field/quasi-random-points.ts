import type { RandomStream } from '@crossover/math-core';

const NEWTON_STEPS = 30;
/** Points stay inside (0, 1): the quantiles of its ends are infinite. */
const LEAST = 1 / 9007199254740992;

/**
 * `count` points of (0, 1)^dimension, row-major, that fill it evenly: the Kronecker sequence
 *
 *     x_i = shift + i (φ^{−1}, φ^{−2}, …, φ^{−dimension})  mod 1,     φ^{dimension+1} = φ + 1  (the golden ratio for dimension 1)
 *
 * with φ as M. Roberts proposed (The unreasonable effectiveness of quasirandom sequences, 2018), shifted as a whole by a uniform
 * random vector (Cranley & Patterson, SIAM J. Numer. Anal. 13, 904 (1976)), so that each point alone is uniform. The first points of
 * a longer sequence are those of a shorter one.
 */
export function quasiRandomPoints(count: number, dimension: number, stream: RandomStream): Float64Array {
  const base = generalisedGoldenRatio(dimension);
  const points = new Float64Array(count * dimension);
  for (let axis = 0, slope = 1 / base; axis < dimension; axis++, slope /= base) {
    const shift = stream.uniform();
    for (let i = 0; i < count; i++) {
      const place = shift + i * slope;
      points[i * dimension + axis] = Math.max(place - Math.floor(place), LEAST);
    }
  }
  return points;
}

/** The root φ > 1 of φ^{dimension+1} = φ + 1, by Newton's iteration from the right, where it is monotone. */
function generalisedGoldenRatio(dimension: number): number {
  let x = 2;
  for (let step = 0; step < NEWTON_STEPS; step++) {
    let power = 1;
    for (let factor = 0; factor < dimension; factor++) power *= x;
    x -= (power * x - x - 1) / ((dimension + 1) * power - 1);
  }
  return x;
}
