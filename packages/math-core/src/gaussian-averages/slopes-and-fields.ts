import type { ActivationName } from '../activations/activation.ts';
import { tiltedCovariance } from './tilted-covariance.ts';
import { slopeProductAverage } from './two-fields.ts';

const TWO_PI = 6.283185307179586;

/**
 * E[σ'(λ_i) σ'(λ_j) λ_b λ_e], the average of four fields in which two enter through slopes and two as they are:
 *
 *     erf          J2(i, j) C̃_be with C̃ tilted by the pair (i, j)
 *     linear       C_be
 *     z², z² − 1   4 (C_ij C_be + C_ib C_je + C_ie C_jb)
 *     ReLU         C_be θ_ij/2π + √D_ij/(2π) [ … ]   (moments of a Gaussian truncated to a quadrant, Tallis 1961)
 *
 * @param C covariance of (λ_i, λ_j, λ_b, λ_e), 4 × 4, row-major
 * @param same whether i and j are one field
 */
export function slopesFieldsAverage(activation: ActivationName, C: ArrayLike<number>, same: boolean): number {
  const [cii, cij, cib, cie] = [C[0], C[1], C[2], C[3]];
  const [cjj, cjb, cje] = [C[5], C[6], C[7]];
  const cbe = C[11];
  switch (activation) {
    case 'linear':
      return cbe;
    case 'quadratic':
    case 'hermite2':
      return 4 * (cij * cbe + cib * cje + cie * cjb);
    case 'erf':
      return (
        slopeProductAverage(activation, cii, cij, cjj) * tiltedCovariance(Float64Array.from(C), 4, 0, 1)[11]
      );
    case 'relu':
      // By symmetry half the plane carries half of the product's mean.
      if (same) return 0.5 * cbe;
      return (
        cbe * slopeProductAverage(activation, cii, cij, cjj) +
        boundaryTerm(cii, cij, cib, cie, cjj, cje) +
        boundaryTerm(cjj, cij, cjb, cje, cii, cie)
      );
  }
}

/** C_bq/√(2πC_qq) · C'_er/√(2πC'_rr), with C' = C given λ_q = 0: what the edge λ_q = 0 of the quadrant contributes. */
function boundaryTerm(cqq: number, cqr: number, cqb: number, cqe: number, crr: number, cre: number): number {
  const remaining = crr - (cqr * cqr) / cqq;
  if (!(remaining > 0)) return 0;
  return (cqb * (cre - (cqr * cqe) / cqq)) / (TWO_PI * Math.sqrt(cqq * remaining));
}
