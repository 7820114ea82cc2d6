import { arcsine, differenceOfProducts } from '@crossover/math-core';
import type { Fields } from '../../src/right-hand-side/fields.ts';

const TWO_OVER_PI = 0.6366197723675814;

/**
 * Φ_noise,ij = Σ_b Σ_e v_b v_e I4(i, j; b, e) + Δ J2(i, j) for i ≤ j, from the covariance C⁽ⁱ⁾ tilted by i
 * (Saad & Solla, Phys. Rev. E 52, 4225 (1995); arranged as one more tilt and one arcsine per unordered pair):
 *
 *     C̃ = C⁽ⁱ⁾ − C⁽ⁱ⁾_{·j} C⁽ⁱ⁾_{j·} / (1 + C⁽ⁱ⁾_jj),
 *     J2(i, j) = (2/π) / √((1+C_ii)(1+C⁽ⁱ⁾_jj)),
 *     Φ_noise,ij = J2 · [ (2/π) Σ_be v_b v_e asin( C̃_be / √((1+C̃_bb)(1+C̃_ee)) ) + Δ ].
 *
 * i = j is no special case. An impossible covariance makes the result NaN: a root of a negative number
 * or an arcsine beyond ±1, never a clipped value.
 */
export type VariancePart = (tilted: Float64Array, i: number, j: number) => number;

export function createVariancePart({ count: n, v, C }: Fields, noise: number): VariancePart {
  const projection = new Float64Array(n);
  const normalisation = new Float64Array(n);
  const correlation = new Float64Array((n * (n + 1)) / 2);
  const pairWeight = new Float64Array((n * (n + 1)) / 2);
  for (let b = 0, pair = 0; b < n; b++) {
    for (let e = b; e < n; e++) pairWeight[pair++] = (b === e ? 1 : 2) * v[b] * v[e];
  }
  return (tilted, i, j) => {
    const row = j * n;
    const reciprocal = 1 / (1 + tilted[row + j]);
    for (let b = 0; b < n; b++) {
      const covariance = tilted[row + b];
      projection[b] = covariance * reciprocal;
      const own = tilted[b * n + b];
      const determinant = own + differenceOfProducts(own, tilted[row + j], covariance, covariance);
      normalisation[b] = 1 / Math.sqrt(1 + determinant * reciprocal);
    }
    let pair = 0;
    for (let b = 0; b < n; b++) {
      const projected = projection[b];
      const scale = normalisation[b];
      for (let e = b; e < n; e++) {
        correlation[pair++] = (tilted[b * n + e] - projected * tilted[row + e]) * (scale * normalisation[e]);
      }
    }
    let sum = 0;
    for (let m = 0; m < pair; m++) sum += pairWeight[m] * arcsine(correlation[m]);
    const J2 = TWO_OVER_PI / Math.sqrt((1 + C[i * n + i]) * (1 + tilted[row + j]));
    return J2 * (TWO_OVER_PI * sum + noise);
  };
}
