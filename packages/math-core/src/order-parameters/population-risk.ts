import type { TeacherActivationName } from '../activations/activation.ts';
import { CompensatedSum } from '../compensated-arithmetic/compensated-sum.ts';
import { productAverage } from '../gaussian-averages/two-fields.ts';
import { assertNetwork, type Network } from './network.ts';
import type { OrderParameters } from './order-parameters.ts';

/**
 * Population risk, noise excluded,
 *
 *     R = ½ E[(f − f̂)²] = ½ [ Σ_rs a*_r a*_s I2(r, s)/k² + Σ_ij a_i a_j I2(i, j)/p² − 2 Σ_ir a_i a*_r I2(i, r)/(pk) ]
 *
 * (Saad & Solla, Phys. Rev. E 52, 4225 (1995), in the normalisation of arXiv:2202.00293); by default of erf committees with
 * unit second layers. Q and P are taken to be symmetric; their upper triangles are read. O((p + k)²) arcsines.
 *
 * The three sums cancel as R → 0, to about 1e-16 times their own size: smaller values are round-off and may
 * be negative. Throws GaussianAverageDomainError when an overlap is impossible, InvalidArgumentError for
 * a network of unknown activations or other widths.
 */
export function populationRisk(
  { studentWidth: p, teacherWidth: k, Q, M, P }: OrderParameters,
  network: Network = {},
): number {
  const { activation = 'erf', studentSecondLayer: a, teacherSecondLayer: aStar } = network;
  const { teacherActivation = activation } = network;
  assertNetwork(network, p, k);
  const students = meanOverPairs(activation, Q, p, a);
  const teachers = meanOverPairs(teacherActivation, P, k, aStar);
  const mixed = new CompensatedSum();
  for (let i = 0; i < p; i++) {
    for (let r = 0; r < k; r++) {
      const weight = (a?.[i] ?? 1) * (aStar?.[r] ?? 1);
      const average = productAverage(activation, teacherActivation, Q[i * p + i], M[i * k + r], P[r * k + r]);
      mixed.add(weight * average);
    }
  }
  return 0.5 * (teachers + students - 2 * (mixed.total / (p * k)));
}

/** Σ_ij a_i a_j I2(i, j)/n² for the covariance C (n × n) of n fields. */
function meanOverPairs(
  activation: TeacherActivationName,
  C: Float64Array,
  n: number,
  outputs: Float64Array | undefined,
): number {
  const average = (i: number, j: number) =>
    (outputs?.[i] ?? 1) *
    (outputs?.[j] ?? 1) *
    productAverage(activation, activation, C[i * n + i], C[i * n + j], C[j * n + j]);
  const sum = new CompensatedSum();
  for (let i = 0; i < n; i++) {
    sum.add(average(i, i));
    for (let j = i + 1; j < n; j++) sum.add(2 * average(i, j));
  }
  return sum.total / (n * n);
}
