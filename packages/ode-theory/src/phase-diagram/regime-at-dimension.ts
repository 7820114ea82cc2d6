import { logarithm } from '@crossover/math-core';
import type { RegimeName } from '../scaling/regime.ts';
import type { ResolvedPoint } from './phase-point.ts';

/** Where a point lies in the phase diagram, in the limit and at its own d. */
export interface PlaceInDiagram {
  /** The region: by the exponents where they are given, by γ/p at this d otherwise. */
  readonly regime: RegimeName;
  readonly decidedBy: 'exponents' | 'ratio';
  /** ϑ = κ + δ; without exponents the effective −ln(γ/p)/ln d, null at d = 1. */
  readonly theta: number | null;
  /** The region by γ/p at this d alone: see `regimeAtDimension`. */
  readonly atThisDimension: RegimeName;
  /** −ln(γ/p)/ln d: the ϑ of γ/p = d^{−ϑ}, which takes γ₀/p₀ = 1; null at d = 1. */
  readonly effectiveTheta: number | null;
  /** δt, the time t that a step takes, so that t = ν δt. */
  readonly timeStep: number;
}

/** How far from γ/p = 1 still counts as the blue line: at finite d a line is a crossover, and half a decade wide all in all. */
const LINE_WIDTH = 2;

/**
 * The region that γ/p has at a finite d when γ₀/p₀ = 1, so that γ/p = d^{−ϑ}: `no-ode` from γ/p = √d on, `plateau` within a
 * factor of 2 around 1, `perfect-learning` below, `bad-learning` above. Exponents describe how runs at several d compare;
 * from one d alone they cannot be told, which is why the convention is needed.
 */
export function regimeAtDimension(ratio: number, inputDimension: number): RegimeName {
  if (ratio >= Math.sqrt(inputDimension)) return 'no-ode';
  if (ratio > LINE_WIDTH) return 'bad-learning';
  return ratio < 1 / LINE_WIDTH ? 'perfect-learning' : 'plateau';
}

export function placeInDiagram({ ratio, inputDimension: d, scaling }: ResolvedPoint): PlaceInDiagram {
  const atThisDimension = regimeAtDimension(ratio, d);
  const effectiveTheta = d === 1 ? null : -logarithm(ratio) / logarithm(d) + 0;
  const common = { atThisDimension, effectiveTheta };
  if (scaling !== null) {
    const { regime, timeStep } = scaling;
    return { regime: regime.name, decidedBy: 'exponents', theta: regime.theta, timeStep, ...common };
  }
  return {
    regime: atThisDimension,
    decidedBy: 'ratio',
    theta: effectiveTheta,
    timeStep: effectiveTimeStep(ratio, d, atThisDimension),
    ...common,
  };
}

/** δt of γ/p = d^{−ϑ}: d^{−(1+ϑ)} for ϑ ≥ 0, d^{−(1+2ϑ)} below, and 1 (time counts steps) where there is no limit. */
function effectiveTimeStep(ratio: number, d: number, regime: RegimeName): number {
  if (regime === 'no-ode') return 1;
  return ratio <= 1 ? ratio / d : (ratio * ratio) / d;
}
