import { InvalidArgumentError } from '@crossover/math-core';
import { messages } from '../errors.ts';

/**
 * The regions of the phase diagram (arXiv:2202.00293, figure 1), decided by ϑ = κ + δ alone:
 *
 * | name               | condition    | drift that survives d → ∞                     |
 * | ------------------ | ------------ | --------------------------------------------- |
 * | `perfect-learning` | ϑ > 0        | gradient flow (green)                         |
 * | `plateau`          | ϑ = 0        | gradient flow + variance of the steps (blue)  |
 * | `bad-learning`     | −½ < ϑ < 0   | variance of the steps (orange)                |
 * | `no-ode`           | ϑ ≤ −½       | none: the trajectory stays random (red)       |
 */
export type RegimeName = 'perfect-learning' | 'plateau' | 'bad-learning' | 'no-ode';

export interface Regime {
  readonly name: RegimeName;
  /** ϑ = κ + δ, snapped to 0 or −½ when within the tolerance of that boundary. */
  readonly theta: number;
  /** Whether the gradient part (Ψ, Φ_gf) survives in the limit d → ∞. */
  readonly gradientTerm: boolean;
  /** Whether the variance part (Φ_noise) survives in the limit d → ∞. */
  readonly varianceTerm: boolean;
}

export interface ScalingExponents {
  /** κ: the student has p₀ d^κ hidden units. */
  readonly kappa: number;
  /** δ: the learning rate is γ₀ d^{−δ}. */
  readonly delta: number;
  /**
   * How near to a boundary counts as on it. Exponents are typed as decimals and 0.1 + 0.2 − 0.3 is not 0
   * in floating point, so that an exact comparison would put a blue point into the green region.
   */
  readonly tolerance?: number;
}

/** Wider than this and the two boundaries, ½ apart, would claim the same ϑ. */
const LARGEST_TOLERANCE = 0.25;

/** The region of the phase diagram. Throws InvalidArgumentError for exponents that are not finite or a tolerance outside [0, ¼). */
export function classifyRegime({ kappa, delta, tolerance = 1e-9 }: ScalingExponents): Regime {
  if (!Number.isFinite(kappa)) throw new InvalidArgumentError(messages.notFinite('kappa', kappa));
  if (!Number.isFinite(delta)) throw new InvalidArgumentError(messages.notFinite('delta', delta));
  if (!(tolerance >= 0 && tolerance < LARGEST_TOLERANCE)) {
    throw new InvalidArgumentError(messages.outside('tolerance', tolerance, `[0, ${LARGEST_TOLERANCE})`));
  }
  const sum = kappa + delta;
  if (Math.abs(sum) <= tolerance) {
    return { name: 'plateau', theta: 0, gradientTerm: true, varianceTerm: true };
  }
  if (Math.abs(sum + 0.5) <= tolerance) {
    return { name: 'no-ode', theta: -0.5, gradientTerm: false, varianceTerm: false };
  }
  if (sum > 0) return { name: 'perfect-learning', theta: sum, gradientTerm: true, varianceTerm: false };
  if (sum > -0.5) return { name: 'bad-learning', theta: sum, gradientTerm: false, varianceTerm: true };
  return { name: 'no-ode', theta: sum, gradientTerm: false, varianceTerm: false };
}
