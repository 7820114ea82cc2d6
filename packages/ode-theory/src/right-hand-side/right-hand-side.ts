import {
  doublesAt,
  GaussianAverageDomainError,
  KernelModule,
  type KernelExports,
} from '@crossover/math-core';
import { messages } from '../errors.ts';
import type { DriftWeights } from '../scaling/weights.ts';
import { createFields, loadState } from './fields.ts';
import { stateLength } from './packed-state.ts';
import { kernelDigits } from './right-hand-side.generated.ts';

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
 * returned function owns its kernel and allocates nothing; it must not be called from within itself.
 *
 * Throws GaussianAverageDomainError, with Ω, when the overlaps are no covariance.
 */
export function rightHandSide(model: DriftModel, weights: DriftWeights): RightHandSide {
  const drift = createDrift(model, weights);
  return (state, derivative) => {
    drift(state, derivative);
    if (!isFinite(derivative)) {
      const fields = createFields(model.studentWidth, model.teacherWidth, model.P);
      loadState(fields, state);
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
  return createDrift(model, weights);
}

/** What the WebAssembly module exports; see kernels/right-hand-side.ts. */
interface RightHandSideKernel extends KernelExports {
  reserveRightHandSide(studentWidth: number, teacherWidth: number, labelNoise: number): void;
  addressOfState(): number;
  addressOfDerivative(): number;
  addressOfOutputWeights(): number;
  addressOfCovariance(): number;
  prepare(): void;
  evaluate(gradient: number, variance: number): void;
}

const kernelModule = new KernelModule<RightHandSideKernel>(kernelDigits);

function createDrift({ studentWidth: p, teacherWidth: k, noise, P }: DriftModel, weights: DriftWeights) {
  const { gradient, variance } = weights;
  const n = p + k;
  const rowLength = n + (n % 2);
  const kernel = kernelModule.instantiate();
  kernel.reserveRightHandSide(p, k, noise);
  doublesAt(kernel, kernel.addressOfOutputWeights(), n)
    .fill(-1 / p, 0, p)
    .fill(1 / k, p);
  const covariance = doublesAt(kernel, kernel.addressOfCovariance(), n * rowLength);
  for (let r = 0; r < k; r++) {
    covariance.set(P.subarray(r * k, (r + 1) * k), (p + r) * rowLength + p);
  }
  kernel.prepare();
  const length = stateLength(p, k);
  const ownState = doublesAt(kernel, kernel.addressOfState(), length);
  const ownDerivative = doublesAt(kernel, kernel.addressOfDerivative(), length);
  const drift: RightHandSide = (state, derivative) => {
    ownState.set(state);
    kernel.evaluate(gradient, variance);
    derivative.set(ownDerivative);
  };
  return drift;
}

/** A sum is finite only if all its terms are (overflow of finite entries would be a runaway all the same). */
function isFinite(values: Float64Array): boolean {
  let sum = 0;
  for (let index = 0; index < values.length; index++) sum += values[index];
  return Number.isFinite(sum);
}
