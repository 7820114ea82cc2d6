import { I2 } from '../gaussian-averages/erf.ts';
import type { OrderParameters } from './order-parameters.ts';

/**
 * Population risk of erf committees with unit second layers, noise excluded,
 *
 *     R = ½ E[(f − f̂)²] = ½ [ Σ_rs I2(r, s)/k² + Σ_ij I2(i, j)/p² − 2 Σ_ir I2(i, r)/(pk) ]
 *
 * (Saad & Solla, Phys. Rev. E 52, 4225 (1995), in the normalisation of arXiv:2202.00293). The three sums cancel as R → 0: values below
 * about 1e-16 are round-off and may be negative. Throws GaussianAverageDomainError when an overlap is
 * impossible.
 */
export function populationRisk({ studentWidth: p, teacherWidth: k, Q, M, P }: OrderParameters): number {
  let students = 0;
  for (let i = 0; i < p; i++) {
    for (let j = 0; j < p; j++) students += I2(Q[i * p + i], Q[i * p + j], Q[j * p + j]);
  }
  let mixed = 0;
  for (let i = 0; i < p; i++) {
    for (let r = 0; r < k; r++) mixed += I2(Q[i * p + i], M[i * k + r], P[r * k + r]);
  }
  let teachers = 0;
  for (let r = 0; r < k; r++) {
    for (let s = 0; s < k; s++) teachers += I2(P[r * k + r], P[r * k + s], P[s * k + s]);
  }
  return 0.5 * (teachers / (k * k) + students / (p * p) - (2 * mixed) / (p * k));
}
