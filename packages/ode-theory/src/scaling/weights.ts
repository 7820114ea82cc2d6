import { power } from '@crossover/math-core';
import { messages, MissingInputDimensionError, NoDeterministicLimitError } from '../errors.ts';
import { timeExponent, type Scaling } from './scaling.ts';

/** `limit`: d → ∞, only the part of the drift that survives. `finite`: both parts, each with its own power of d. */
export type Equations = 'limit' | 'finite';

/**
 * What multiplies the two parts of the drift, per unit of t:
 *
 *     dM/dt = gradient · Ψ,     dQ/dt = gradient · Φ_gf + variance · Φ_noise.
 */
export interface DriftWeights {
  readonly gradient: number;
  readonly variance: number;
}

/**
 * Weights of the ordinary differential equations.
 *
 * - `limit` (arXiv:2202.00293): γ₀/p₀ and (γ₀/p₀)², each switched off
 *   where the regime drops it. At κ = 0 the width does not grow, and the ratio that survives is γ₀ over
 *   the actual, rounded number of units.
 * - `finite`: a step moves Ω by (γ/p)/d (gradient) and (γ/p)²/d (variance) and lasts δt, so that the
 *   weights are (γ/p)/(d δt) and (γ/p)²/(d δt), from the actual p and γ; with p₀ d^κ an integer these are
 *   (γ₀/p₀, (γ₀/p₀)² d^{−ϑ}) for ϑ ≥ 0 and ((γ₀/p₀) d^ϑ, (γ₀/p₀)²) for ϑ < 0. They keep the finite-size
 *   plateau that the limit equations lose.
 *
 * Throws NoDeterministicLimitError where ϑ ≤ −½, and MissingInputDimensionError for `finite` without d.
 */
export function weights(scaling: Scaling, equations: Equations): DriftWeights {
  const { regime, kappa, delta, inputDimension, learningRate, studentWidth } = scaling;
  if (regime.name === 'no-ode') {
    throw new NoDeterministicLimitError(regime.theta, kappa, delta, inputDimension);
  }
  if (equations === 'limit') {
    const units = kappa === 0 ? studentWidth : scaling.widthPrefactor;
    const ratio = scaling.learningRatePrefactor / units;
    return {
      gradient: regime.gradientTerm ? ratio : 0,
      variance: regime.varianceTerm ? ratio * ratio : 0,
    };
  }
  if (inputDimension === null) throw new MissingInputDimensionError(messages.finiteNeedsDimension());
  const ratio = learningRate / studentWidth;
  const samplesPerUnitTime = power(inputDimension, timeExponent(regime));
  return { gradient: ratio * samplesPerUnitTime, variance: ratio * ratio * samplesPerUnitTime };
}
