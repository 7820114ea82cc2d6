import { InvalidArgumentError, power } from '@crossover/math-core';
import { messages, MissingInputDimensionError } from '../errors.ts';
import { classifyRegime, type Regime, type ScalingExponents } from './regime.ts';

export interface ScalingParameters extends ScalingExponents {
  /** p₀ in p = round(p₀ d^κ). */
  readonly widthPrefactor: number;
  /** γ₀ in γ = γ₀ d^{−δ}. */
  readonly learningRatePrefactor: number;
  /** d. May be missing (or null) only when κ = 0: then p does not depend on it and the limit d → ∞ can be taken. */
  readonly inputDimension?: number | null;
}

interface ScalingOfPrefactors {
  readonly regime: Regime;
  readonly widthPrefactor: number;
  readonly learningRatePrefactor: number;
  readonly kappa: number;
  readonly delta: number;
  /** p = round(p₀ d^κ), the number of hidden units there actually are. */
  readonly studentWidth: number;
}

/** The scaling at a given input dimension: everything a simulation or the finite-d equations need. */
export interface FiniteScaling extends ScalingOfPrefactors {
  readonly inputDimension: number;
  /** γ = γ₀ d^{−δ}. */
  readonly learningRate: number;
  /**
   * δt, the time one step of SGD takes, so that t = ν δt: d^{−(1+ϑ)} for ϑ ≥ 0, d^{−(1+2ϑ)} for
   * −½ < ϑ < 0, and 1 (time counts steps) where there is no deterministic limit.
   */
  readonly timeStep: number;
}

/** The scaling in the limit d → ∞, when no input dimension was given: γ and δt have no value there. */
export interface LimitScaling extends ScalingOfPrefactors {
  readonly inputDimension: null;
  readonly learningRate: null;
  readonly timeStep: null;
}

export type Scaling = FiniteScaling | LimitScaling;

/**
 * Width, learning rate and time step of p = p₀ d^κ, γ = γ₀ d^{−δ} (arXiv:2202.00293).
 *
 * Throws MissingInputDimensionError when d is missing though κ ≠ 0, InvalidArgumentError for prefactors
 * that are not positive, a d that is not a positive integer, or a width that rounds to no unit at all.
 */
export function scaling(parameters: ScalingParameters & { readonly inputDimension: number }): FiniteScaling;
export function scaling(parameters: ScalingParameters): Scaling;
export function scaling(parameters: ScalingParameters): Scaling {
  const { widthPrefactor, learningRatePrefactor, kappa, delta, inputDimension = null } = parameters;
  requirePositive('widthPrefactor', widthPrefactor);
  requirePositive('learningRatePrefactor', learningRatePrefactor);
  const regime = classifyRegime(parameters);
  const common = { regime, widthPrefactor, learningRatePrefactor, kappa, delta };
  if (inputDimension === null) {
    if (kappa !== 0) throw new MissingInputDimensionError(messages.widthNeedsDimension(kappa));
    const studentWidth = roundedWidth(widthPrefactor, messages.ofPrefactor(widthPrefactor));
    return { ...common, studentWidth, inputDimension: null, learningRate: null, timeStep: null };
  }
  if (!Number.isInteger(inputDimension) || inputDimension < 1) {
    throw new InvalidArgumentError(messages.notPositiveInteger('inputDimension', inputDimension));
  }
  const d = inputDimension;
  const studentWidth = roundedWidth(
    widthPrefactor * power(d, kappa),
    messages.ofDimension(widthPrefactor, kappa, d),
  );
  return {
    ...common,
    studentWidth,
    inputDimension: d,
    learningRate: learningRatePrefactor * power(d, -delta),
    timeStep: regime.name === 'no-ode' ? 1 : 1 / (d * power(d, timeExponent(regime))),
  };
}

/** ϑ or 2ϑ: the e of δt = d^{−(1+e)}, set by the part of the drift that is largest as d grows. */
export function timeExponent({ theta }: Regime): number {
  return theta >= 0 ? theta : 2 * theta;
}

function roundedWidth(width: number, origin: string): number {
  const rounded = Math.round(width);
  if (!(rounded >= 1 && Number.isSafeInteger(rounded))) {
    throw new InvalidArgumentError(messages.noSuchWidth(width, origin));
  }
  return rounded;
}

function requirePositive(name: string, value: number): void {
  if (!(value > 0 && Number.isFinite(value))) {
    throw new InvalidArgumentError(messages.outside(name, value, '(0, ∞)'));
  }
}
