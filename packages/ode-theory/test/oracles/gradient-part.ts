import type { Fields } from '../../src/right-hand-side/fields.ts';

const TWO_OVER_PI = 0.6366197723675814;

/**
 * The average force of the gradient on unit i along every field b,
 *
 *     G_b = Σ_e v_e I3(i; b, e),     I3(i; b, e) = (2/π) C⁽ⁱ⁾_be / √((1+C_ii)(1+C⁽ⁱ⁾_ee)),
 *
 * so that Ψ_ir = G_{p+r} and Φ_gf,ij = G_j of unit i + G_i of unit j (Saad & Solla, Phys. Rev. E 52,
 * 4225 (1995)). Writes G (length n); `share` (length n) is scratch.
 */
export function gradientForce(
  { count: n, v, C }: Fields,
  tilted: Float64Array,
  i: number,
  share: Float64Array,
  force: Float64Array,
): void {
  const scale = 1 + C[i * n + i];
  for (let e = 0; e < n; e++) share[e] = (TWO_OVER_PI * v[e]) / Math.sqrt(scale * (1 + tilted[e * n + e]));
  for (let b = 0; b < n; b++) {
    let sum = 0;
    for (let e = 0; e < n; e++) sum += share[e] * tilted[b * n + e];
    force[b] = sum;
  }
}
