import { InvalidArgumentError, power } from '@crossover/math-core';
import { messages, MissingInputDimensionError, NoDeterministicLimitError } from '../errors.ts';
import { timeExponent, type FiniteScaling, type Scaling } from './scaling.ts';

/**
 * `limit`: d → ∞, only the part of the drift that survives. `finite`: both parts, each with its own power of d. `exact`: the mean
 * of one step at this d, with nothing left out. `gradient-flow`: the gradient part alone, what is left of infinitely many
 * infinitely small steps, in the regime's own time.
 */
export type Equations = 'limit' | 'finite' | 'exact' | 'gradient-flow';

/**
 * What multiplies the parts of the drift, per unit of t:
 *
 *     dM/dt = gradient · a Ψ − weightDecay · M
 *     dQ/dt = gradient · Φ_gf + variance · Φ_noise − 2 weightDecay · Q
 *     da/dt = secondLayer · Σ_b v_b I2(·, b)
 */
export interface DriftWeights {
  readonly gradient: number;
  readonly variance: number;
  /** Rate of the second layer in units of t; the model must say `trainsSecondLayer`. By default 0. */
  readonly secondLayer?: number;
  /** By default 0. */
  readonly weightDecay?: number;
  /** What the mean of a single step has beyond; absent where it is left out. */
  readonly exact?: ExactCorrections;
}

/** Terms of relative order 1/d or δt in the mean of one step (model.md §2 and §3). */
export interface ExactCorrections {
  /** Of Φ_gf, in place of `gradient`: (1 − η_w) times as much, since the decayed weights are what the gradient meets. */
  readonly gradientOfQ: number;
  /** Of −Q, in place of 2 weightDecay: (2η_w − η_w²)/δt. */
  readonly decayOfQ: number;
  /** Of d/ds Φ_noise(sΩ) at s = 1: ‖x‖² is larger than d where the fields are. */
  readonly scaleDerivative: number;
  /** Of w Ω⁻¹ wᵀ with w_ib = Σ_e v_e I3(i; b, e): the mean updates of two samples of a mini-batch. */
  readonly betweenSamples: number;
}

/** What a step may do beside plain gradient descent; rates are per unit of t, as in a run's specification. */
export interface TrainingOptions {
  /** b, fresh samples over which a step averages; by default 1. */
  readonly batchSize?: number;
  /** η with η_w = η δt; by default 0. */
  readonly weightDecay?: number;
  /** Rate of a with γ_a = rate · p δt. Given (0 included), the second layer counts as trained. */
  readonly secondLayerRate?: number;
}

/**
 * Weights of the ordinary differential equations.
 *
 * - `limit` (arXiv:2202.00293): γ₀/p₀ and (γ₀/p₀)²/b, each switched off
 *   where the regime drops it. At κ = 0 the width does not grow, and the ratio that survives is γ₀ over
 *   the actual, rounded number of units.
 * - `finite`: a step moves Ω by (γ/p)/d (gradient) and (γ/p)²/(bd) (variance) and lasts δt, so that the
 *   weights are (γ/p)/(d δt) and (γ/p)²/(bd δt), from the actual p and γ; with p₀ d^κ an integer and b = 1 these are
 *   (γ₀/p₀, (γ₀/p₀)² d^{−ϑ}) for ϑ ≥ 0 and ((γ₀/p₀) d^ϑ, (γ₀/p₀)²) for ϑ < 0. They keep the finite-size
 *   plateau that the limit equations lose.
 * - `exact`: the same, and what one step's mean has beyond (model.md §3): δt times the drift is then the exact conditional
 *   mean of a step.
 * - `gradient-flow`: the gradient weight of `finite`, which at κ = 0 and ϑ ≥ 0 is γ₀ over the number of units at any d, and no variance.
 *
 * Throws NoDeterministicLimitError where ϑ ≤ −½, MissingInputDimensionError without d where the weights depend on it, and
 * InvalidArgumentError for options out of range.
 */
export function weights(scaling: Scaling, equations: Equations, options: TrainingOptions = {}): DriftWeights {
  const { regime, kappa, delta, inputDimension } = scaling;
  if (regime.name === 'no-ode') {
    throw new NoDeterministicLimitError(regime.theta, kappa, delta, inputDimension);
  }
  const { batchSize = 1, weightDecay = 0, secondLayerRate } = options;
  if (!(Number.isInteger(batchSize) && batchSize >= 1)) {
    throw new InvalidArgumentError(messages.notPositiveInteger('batchSize', batchSize));
  }
  requireRate('weightDecay', weightDecay);
  requireRate('secondLayerRate', secondLayerRate ?? 0);
  const common = {
    ...(weightDecay === 0 ? {} : { weightDecay }),
    ...(secondLayerRate === undefined ? {} : { secondLayer: secondLayerRate }),
  };
  if (equations === 'limit') return { ...limitWeights(scaling, batchSize), ...common };
  if (equations === 'gradient-flow' && kappa === 0 && regime.theta >= 0) {
    return { gradient: scaling.learningRatePrefactor / scaling.studentWidth, variance: 0, ...common };
  }
  if (inputDimension === null) throw new MissingInputDimensionError(messages.finiteNeedsDimension());
  const ratio = scaling.learningRate / scaling.studentWidth;
  const samplesPerUnitTime = power(inputDimension, timeExponent(regime));
  const gradient = ratio * samplesPerUnitTime;
  if (equations === 'gradient-flow') return { gradient, variance: 0, ...common };
  const variance = (ratio * ratio * samplesPerUnitTime) / batchSize;
  if (equations === 'finite') return { gradient, variance, ...common };
  return {
    gradient,
    variance,
    ...common,
    exact: corrections(scaling, gradient, variance, batchSize, weightDecay),
  };
}

function limitWeights(scaling: Scaling, batchSize: number): DriftWeights {
  const { regime, kappa, studentWidth, widthPrefactor, learningRatePrefactor } = scaling;
  const ratio = learningRatePrefactor / (kappa === 0 ? studentWidth : widthPrefactor);
  return {
    gradient: regime.gradientTerm ? ratio : 0,
    variance: regime.varianceTerm ? (ratio * ratio) / batchSize : 0,
  };
}

function corrections(
  { inputDimension: d, timeStep }: FiniteScaling,
  gradient: number,
  variance: number,
  batchSize: number,
  weightDecay: number,
): ExactCorrections {
  return {
    gradientOfQ: gradient * (1 - weightDecay * timeStep),
    decayOfQ: weightDecay * (2 - weightDecay * timeStep),
    scaleDerivative: (2 * variance) / d,
    betweenSamples: (variance * (batchSize - 1)) / d,
  };
}

function requireRate(name: string, value: number): void {
  if (!(value >= 0 && Number.isFinite(value))) {
    throw new InvalidArgumentError(messages.outside(name, value, '[0, ∞)'));
  }
}
