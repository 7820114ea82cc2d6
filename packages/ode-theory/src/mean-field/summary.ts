import { quantile } from '@crossover/math-core';
import { squaresInSpan, type Particles } from './particles.ts';

/** Which quantiles of the alignment a summary holds. */
export const ALIGNMENT_QUANTILES = [0.05, 0.25, 0.5, 0.75, 0.95] as const;

/** What many particles have in common. */
export interface ParticleSummary {
  /** Mean of m_ir over the particles, for each teacher r. */
  readonly meanOverlap: Float64Array;
  /** Mean of Q_ii. */
  readonly meanSelfOverlap: number;
  /** Mean of q⊥_i. */
  readonly meanOutOfSpan: number;
  /**
   * Quantiles at 5, 25, 50, 75 and 95 % of the alignment max_r |m_ir|/√(Q_ii P_rr), the cosine of the angle between a unit and the
   * teacher it is closest to; 0 for a unit of length 0.
   */
  readonly alignment: Float64Array;
  /** Which part of the particles is closest to each teacher r; they add up to 1, a tie counts for the first. */
  readonly closest: Float64Array;
}

/** Throws InvalidArgumentError when P is singular. */
export function summarizeParticles({
  count: N,
  teacherWidth: k,
  M,
  outOfSpan,
  P,
}: Particles): ParticleSummary {
  const inside = squaresInSpan(M, P, k);
  const meanOverlap = new Float64Array(k);
  const closest = new Float64Array(k);
  const alignments = new Float64Array(N);
  let selfOverlap = 0;
  let outside = 0;
  for (let i = 0; i < N; i++) {
    const own = inside[i] + outOfSpan[i];
    selfOverlap += own;
    outside += outOfSpan[i];
    let best = 0;
    for (let r = 0; r < k; r++) {
      meanOverlap[r] += M[i * k + r];
      const cosine = own > 0 ? Math.abs(M[i * k + r]) / Math.sqrt(own * P[r * k + r]) : 0;
      if (cosine > alignments[i]) {
        alignments[i] = cosine;
        best = r;
      }
    }
    closest[best]++;
  }
  alignments.sort();
  return {
    meanOverlap: meanOverlap.map((sum) => sum / N),
    meanSelfOverlap: selfOverlap / N,
    meanOutOfSpan: outside / N,
    alignment: Float64Array.from(ALIGNMENT_QUANTILES, (q) => quantile(alignments, q)),
    closest: closest.map((particles) => particles / N),
  };
}
