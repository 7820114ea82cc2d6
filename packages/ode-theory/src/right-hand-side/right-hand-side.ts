import { GaussianAverageDomainError } from '@crossover/math-core';
import { messages } from '../errors.ts';
import type { DriftWeights } from '../scaling/weights.ts';
import { createFields, loadState } from './fields.ts';
import { gradientForce } from './gradient-part.ts';
import { overlapOffset } from './packed-state.ts';
import { tiltByOneField } from './tilt-by-one-field.ts';
import { createVariancePart } from './variance-part.ts';

export interface DriftModel {
  /** p. */
  readonly studentWidth: number;
  /** k. */
  readonly teacherWidth: number;
  /** Δ, the variance of the label noise. */
  readonly noise: number;
  /** P = W* W*ᵀ/d, k × k row-major. */
  readonly P: Float64Array;
}

/** Writes d(state)/dt into `derivative`; both are packed states of p(p+1)/2 + pk numbers. */
export type RightHandSide = (state: Float64Array, derivative: Float64Array) => void;

/**
 * The drift of the order parameters for erf committees with unit second layers, in units of t:
 *
 *     dM/dt = g Ψ,     dQ/dt = g Φ_gf + g₂ Φ_noise,     g = weights.gradient, g₂ = weights.variance
 *
 * (Saad & Solla, Phys. Rev. E 52, 4225 (1995); arXiv:2202.00293). A part whose weight is 0 is not computed. The
 * returned function owns its buffers and allocates nothing; it must not be called from within itself.
 *
 * Throws GaussianAverageDomainError, with Ω, when the overlaps are no covariance.
 */
export function rightHandSide(model: DriftModel, weights: DriftWeights): RightHandSide {
  const { drift, fields } = createDrift(model, weights);
  return (state, derivative) => {
    drift(state, derivative);
    if (!isFinite(derivative)) {
      throw new GaussianAverageDomainError(
        'right-hand side',
        messages.driftNotFinite(),
        fields.C,
        fields.count,
      );
    }
  };
}

/** The same without the check: entries that do not exist come out as NaN or infinite. */
export function uncheckedRightHandSide(model: DriftModel, weights: DriftWeights): RightHandSide {
  return createDrift(model, weights).drift;
}

function createDrift({ studentWidth: p, teacherWidth: k, noise, P }: DriftModel, weights: DriftWeights) {
  const { gradient, variance } = weights;
  const fields = createFields(p, k, P);
  const n = fields.count;
  const tilted = new Float64Array(n * n);
  const share = new Float64Array(n);
  const force = new Float64Array(n);
  const variancePart = createVariancePart(fields, noise);
  const offset = overlapOffset(p);

  const addGradient = (i: number, derivative: Float64Array): void => {
    gradientForce(fields, tilted, i, share, force);
    for (let j = 0; j < i; j++) derivative[packedIndex(p, j, i)] += gradient * force[j];
    const diagonal = packedIndex(p, i, i);
    derivative[diagonal] += 2 * gradient * force[i];
    for (let j = i + 1; j < p; j++) derivative[diagonal + j - i] += gradient * force[j];
    for (let r = 0; r < k; r++) derivative[offset + i * k + r] = gradient * force[p + r];
  };

  const drift: RightHandSide = (state, derivative) => {
    loadState(fields, state);
    derivative.fill(0);
    for (let i = 0; i < p; i++) {
      tiltByOneField(fields.C, n, i, tilted);
      if (gradient !== 0) addGradient(i, derivative);
      if (variance !== 0) {
        const diagonal = packedIndex(p, i, i);
        for (let j = i; j < p; j++) derivative[diagonal + j - i] += variance * variancePart(tilted, i, j);
      }
    }
  };
  return { drift, fields };
}

/** Where Q_ij with i ≤ j stands in a packed state. */
function packedIndex(p: number, i: number, j: number): number {
  return i * p - (i * (i - 1)) / 2 + (j - i);
}

/** A sum is finite only if all its terms are (overflow of finite entries would be a runaway all the same). */
function isFinite(values: Float64Array): boolean {
  let sum = 0;
  for (let index = 0; index < values.length; index++) sum += values[index];
  return Number.isFinite(sum);
}
