import { CompensatedSum } from '../compensated-arithmetic/compensated-sum.ts';
import { slopesFieldsAverage } from '../gaussian-averages/slopes-and-fields.ts';
import { slopeFieldValueAverage } from '../gaussian-averages/three-fields.ts';
import { productAverage } from '../gaussian-averages/two-fields.ts';
import { assertNetwork, type Network } from './network.ts';

/** The network that is trained lazily, and its widths. */
export interface LazyNetwork extends Network {
  /** p */
  readonly studentWidth: number;
  /** k */
  readonly teacherWidth: number;
}

/**
 * Population risk, noise excluded, of a student linearised around its initial weights,
 *
 *     R = ½ E[(f − f̂)²],     f̂ = (1/p) Σ_i a_i [σ(λ⁰_i) + σ'(λ⁰_i) δ_i],     δ_i = λ_i − λ⁰_i,
 *
 * from the covariance C of the 2p + k fields (λ, λ⁰, λ*), row-major. With v the signed output weights, the values of λ⁰ and λ*
 * give Σ v_b v_e I2(b, e), a value and a slope give I3(i; δ_i, e), two slopes give E[σ'(λ⁰_i) σ'(λ⁰_j) δ_i δ_j]. Equals
 * `populationRisk` where λ = λ⁰.
 *
 * Throws GaussianAverageDomainError when an overlap is impossible.
 */
export function lazyPopulationRisk(C: Float64Array, network: LazyNetwork): number {
  const { studentWidth: p, teacherWidth: k, activation = 'erf' } = network;
  const { teacherActivation = activation, studentSecondLayer: a, teacherSecondLayer: aStar } = network;
  assertNetwork(network, p, k);
  const n = 2 * p + k;
  const c = (b: number, e: number) => C[b * n + e];
  /** The fields whose values enter: the initial students, then the teachers. */
  const fields = Array.from({ length: p + k }, (_, index) => p + index);
  const isStudent = (b: number) => b < 2 * p;
  const activationOf = (b: number) => (isStudent(b) ? activation : teacherActivation);
  const v = (b: number) => (isStudent(b) ? -(a?.[b - p] ?? 1) / p : (aStar?.[b - 2 * p] ?? 1) / k);
  /** Covariance of δ_i with a field b. */
  const withShift = (i: number, b: number) => c(i, b) - c(p + i, b);
  const ofShifts = (i: number, j: number) => withShift(i, j) - withShift(i, p + j);

  const sum = new CompensatedSum();
  for (const b of fields) {
    for (const e of fields) {
      sum.add(v(b) * v(e) * productAverage(activationOf(b), activationOf(e), c(b, b), c(b, e), c(e, e)));
    }
  }
  for (let i = 0; i < p; i++) {
    const own = p + i;
    for (const e of fields) {
      const average = slopeFieldValueAverage(
        activation,
        activationOf(e),
        c(own, own),
        withShift(i, own),
        c(own, e),
        withShift(i, e),
        c(e, e),
      );
      sum.add(2 * v(own) * v(e) * average);
    }
    for (let j = 0; j < p; j++) {
      const other = p + j;
      const block = [
        [c(own, own), c(own, other), withShift(i, own), withShift(j, own)],
        [c(other, own), c(other, other), withShift(i, other), withShift(j, other)],
        [withShift(i, own), withShift(i, other), ofShifts(i, i), ofShifts(i, j)],
        [withShift(j, own), withShift(j, other), ofShifts(j, i), ofShifts(j, j)],
      ].flat();
      sum.add(v(own) * v(other) * slopesFieldsAverage(activation, block, i === j));
    }
  }
  return 0.5 * sum.total;
}
