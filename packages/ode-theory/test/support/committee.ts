import type { OrderParameters } from '@crossover/math-core';
import type { DriftWeights } from '../../src/index.ts';
import { drift } from './drift.ts';
import { identityRows } from './overlaps.ts';

/**
 * Saad & Solla's units: unnormalised committees of K students and K teachers, rate η, noise variance σ²,
 * ε = ½⟨(s − t)²⟩. With p = k = K: η = γ/p², σ² = p²Δ, ε = p²R, and t is their α.
 */
export function committeeWeights(K: number, eta: number): DriftWeights {
  return { gradient: eta * K, variance: (eta * K) ** 2 };
}

export const committeeNoise = (K: number, sigmaSquared: number): number => sigmaSquared / (K * K);
export const committeeRisk = (K: number, risk: number): number => K * K * risk;

/** Q_ii = Q, Q_ij = C, M_ir = M for all units, orthonormal teacher. */
export function symmetricOverlaps(K: number, Q: number, C: number, M: number): OrderParameters {
  return {
    studentWidth: K,
    teacherWidth: K,
    Q: Float64Array.from({ length: K * K }, (_, x) => (x % (K + 1) === 0 ? Q : C)),
    M: new Float64Array(K * K).fill(M),
    P: Float64Array.from(identityRows(K).flat()),
  };
}

/** The drift restricted to symmetric overlaps (Q, C, M). */
export function symmetricDrift(K: number, weights: DriftWeights): (y: number[]) => number[] {
  return ([Q, C, M]) => {
    const { dQ, dM } = drift(symmetricOverlaps(K, Q, C, M), weights, 0);
    return K === 1 ? [dQ[0], C, dM[0]] : [dQ[0], dQ[1], dM[0]];
  };
}
