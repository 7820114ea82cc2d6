import { sumError } from '../compensated-arithmetic/rounding-errors.ts';
import { I2 } from '../gaussian-averages/erf.ts';
import type { OrderParameters } from './order-parameters.ts';

/**
 * Population risk of erf committees with unit second layers, noise excluded,
 *
 *     R = ½ E[(f − f̂)²] = ½ [ Σ_rs I2(r, s)/k² + Σ_ij I2(i, j)/p² − 2 Σ_ir I2(i, r)/(pk) ]
 *
 * (Saad & Solla, Phys. Rev. E 52, 4225 (1995), in the normalisation of arXiv:2202.00293). Q and P are taken
 * to be symmetric; their upper triangles are read. O((p + k)²) arcsines.
 *
 * The three sums cancel as R → 0, to about 1e-16 times their own size: smaller values are round-off and may
 * be negative. Throws GaussianAverageDomainError when an overlap is impossible.
 */
export function populationRisk({ studentWidth: p, teacherWidth: k, Q, M, P }: OrderParameters): number {
  const students = meanOverPairs(Q, p);
  const teachers = meanOverPairs(P, k);
  const mixed = new CompensatedSum();
  for (let i = 0; i < p; i++) {
    for (let r = 0; r < k; r++) mixed.add(I2(Q[i * p + i], M[i * k + r], P[r * k + r]));
  }
  return 0.5 * (teachers + students - 2 * (mixed.total / (p * k)));
}

/** Σ_ij I2(i, j)/n² for the covariance C (n × n) of n fields. */
function meanOverPairs(C: Float64Array, n: number): number {
  const sum = new CompensatedSum();
  for (let i = 0; i < n; i++) {
    sum.add(I2(C[i * n + i], C[i * n + i], C[i * n + i]));
    for (let j = i + 1; j < n; j++) sum.add(2 * I2(C[i * n + i], C[i * n + j], C[j * n + j]));
  }
  return sum.total / (n * n);
}

/** A sum whose rounding errors are collected beside it (Neumaier), so that its floor does not grow with p². */
class CompensatedSum {
  #sum = 0;
  #errors = 0;

  add(term: number): void {
    const sum = this.#sum + term;
    this.#errors += sumError(this.#sum, term, sum);
    this.#sum = sum;
  }

  get total(): number {
    return this.#sum + this.#errors;
  }
}
