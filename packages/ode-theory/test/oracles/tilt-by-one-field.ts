import { differenceOfProducts } from '@crossover/math-core';

/**
 * Covariance of the fields under the Gaussian density multiplied by exp(−λ_i²/2), that is by σ'(λ_i)²
 * up to a constant:
 *
 *     C⁽ⁱ⁾ = C − C_{·i} C_{i·} / (1 + C_ii) = [C + (C C_ii − C_{·i} C_{i·})] / (1 + C_ii),
 *
 * n × n row-major, both halves. All averages of the right-hand side follow from it without a further
 * cancellation, since (1+C_ii)(1+C_ee) − C_ie² = (1+C_ii)(1+C⁽ⁱ⁾_ee); tilting it by j gives the tilted
 * covariance of the pair (i, j). The diagonal, which enters these determinants, is compensated.
 */
export function tiltByOneField(C: Float64Array, n: number, i: number, tilted: Float64Array): void {
  const row = i * n;
  const cii = C[row + i];
  const reciprocal = 1 / (1 + cii);
  for (let b = 0; b < n; b++) {
    const cib = C[row + b];
    const cbb = C[b * n + b];
    tilted[b * n + b] = (cbb + differenceOfProducts(cbb, cii, cib, cib)) * reciprocal;
    for (let e = b + 1; e < n; e++) {
      const cbe = C[b * n + e];
      const value = (cbe + (cbe * cii - cib * C[row + e])) * reciprocal;
      tilted[b * n + e] = value;
      tilted[e * n + b] = value;
    }
  }
}
