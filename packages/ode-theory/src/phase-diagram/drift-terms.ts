import { power } from '@crossover/math-core';
import type { ResolvedPoint } from './phase-point.ts';

/** Prefactors of the parts of the drift: what multiplies Ψ and Φ_gf, Φ_noise, and the Δ J2 in the latter. */
export interface TermSizes {
  readonly gradient: number;
  readonly variance: number;
  readonly noise: number;
}

/** What decides between the regions at finite d. */
export interface DriftTerms {
  /** γ/p: variance part over gradient part. */
  readonly ratio: number;
  /** (γ/p)/d, (γ/p)²/d and Δ(γ/p)²/d. */
  readonly perStep: TermSizes;
  /** The same per unit of t. */
  readonly perTime: TermSizes;
  /** Label noise outweighs the student's own error E[(f − f̂)²] = 2R in the variance part once R is below this, Δ/2. */
  readonly noiseDominatesBelow: number;
  /** The learning rates at which the terms balance. */
  readonly learningRates: {
    /** γ = p: the variance part is as large as the gradient part. */
    readonly balanced: number;
    /** γ beyond which the perfect student is unstable; null unless the teacher is orthonormal. */
    readonly critical: number | null;
    /** γ = p √d: the variance part of a single step is of order one, and no differential equation holds. */
    readonly noEquation: number;
  };
  /** The d at which γ/p = (γ₀/p₀) d^{−ϑ} passes the critical ratio; null without exponents, for ϑ = 0 and where none is critical. */
  readonly criticalDimension: number | null;
}

export function driftTerms(point: ResolvedPoint, timeStep: number, criticalRatio: number | null): DriftTerms {
  const { ratio, inputDimension: d, noise, studentWidth: p, scaling } = point;
  const theta = scaling?.regime.theta ?? 0;
  const perStep = {
    gradient: ratio / d,
    variance: (ratio * ratio) / d,
    noise: (noise * ratio * ratio) / d,
  };
  return {
    ratio,
    perStep,
    perTime: {
      gradient: perStep.gradient / timeStep,
      variance: perStep.variance / timeStep,
      noise: perStep.noise / timeStep,
    },
    noiseDominatesBelow: noise / 2,
    learningRates: {
      balanced: p,
      critical: criticalRatio === null ? null : criticalRatio * p,
      noEquation: p * Math.sqrt(d),
    },
    criticalDimension:
      criticalRatio === null || theta === 0 ? null : d * power(ratio / criticalRatio, 1 / theta),
  };
}
