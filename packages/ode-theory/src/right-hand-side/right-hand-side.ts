import {
  activationCodes,
  doublesAt,
  GaussianAverageDomainError,
  KernelModule,
  type KernelExports,
  type Network,
} from '@crossover/math-core';
import { messages } from '../errors.ts';
import type { DriftWeights } from '../scaling/weights.ts';
import { createFields, loadState } from './fields.ts';
import { stateLength } from './packed-state.ts';
import { kernelDigits } from './right-hand-side.generated.ts';

/** The network whose overlaps move: activations, output weights and teacher, and the noise of its labels. */
export interface DriftModel extends Network {
  /** p. */
  readonly studentWidth: number;
  /** k. */
  readonly teacherWidth: number;
  /** Δ, the variance of the label noise. */
  readonly noise: number;
  /** P = W* W*ᵀ/d, k × k row-major. */
  readonly P: Float64Array;
  /** Whether a is trained and part of the state; `studentSecondLayer` is then but where it starts. By default it is not. */
  readonly trainsSecondLayer?: boolean;
}

/** Writes d(state)/dt into `derivative`; both are packed states. */
export type RightHandSide = (state: Float64Array, derivative: Float64Array) => void;

/**
 * The drift of the order parameters in units of t (model.md §2–§4), with g, g₂ and the others from `weights`:
 *
 *     dM/dt = g a Ψ − η M,     dQ/dt = g Φ_gf + g₂ Φ_noise − 2η Q,     da/dt = g_a Σ_b v_b I2(·, b)
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
      const fields = createFields(model);
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
  reserveRightHandSide(
    studentWidth: number,
    teacherWidth: number,
    labelNoise: number,
    trainsSecondLayer: boolean,
    studentActivation: number,
    teacherActivation: number,
  ): void;
  addressOfState(): number;
  addressOfDerivative(): number;
  addressOfSecondLayer(): number;
  addressOfOutputWeights(): number;
  addressOfCovariance(): number;
  prepare(): void;
  setRates(
    gradientOfM: number,
    gradientOfQ: number,
    variance: number,
    scaleDerivative: number,
    betweenSamples: number,
    decayOfM: number,
    decayOfQ: number,
    secondLayer: number,
  ): void;
  evaluate(): void;
}

const kernelModule = new KernelModule<RightHandSideKernel>(kernelDigits);

function createDrift(model: DriftModel, weights: DriftWeights): RightHandSide {
  const { studentWidth: p, teacherWidth: k, noise, P, trainsSecondLayer = false } = model;
  const { v, activation, teacherActivation } = createFields(model);
  const n = p + k;
  const rowLength = n + (n % 2);
  const kernel = kernelModule.instantiate();
  const [ofStudent, ofTeacher] = [activationCodes[activation], activationCodes[teacherActivation]];
  kernel.reserveRightHandSide(p, k, noise, trainsSecondLayer, ofStudent, ofTeacher);
  const outputs = model.studentSecondLayer ?? new Float64Array(p).fill(1);
  doublesAt(kernel, kernel.addressOfSecondLayer(), p).set(outputs.subarray(0, p));
  doublesAt(kernel, kernel.addressOfOutputWeights(), n).set(v);
  const covariance = doublesAt(kernel, kernel.addressOfCovariance(), n * rowLength);
  for (let r = 0; r < k; r++) {
    covariance.set(P.subarray(r * k, (r + 1) * k), (p + r) * rowLength + p);
  }
  kernel.prepare();
  setRates(kernel, weights);
  const length = stateLength(p, k, trainsSecondLayer);
  const ownState = doublesAt(kernel, kernel.addressOfState(), length);
  const ownDerivative = doublesAt(kernel, kernel.addressOfDerivative(), length);
  return (state, derivative) => {
    ownState.set(state);
    kernel.evaluate();
    derivative.set(ownDerivative);
  };
}

function setRates(
  kernel: RightHandSideKernel,
  { gradient, variance, secondLayer = 0, weightDecay = 0, exact }: DriftWeights,
): void {
  kernel.setRates(
    gradient,
    exact?.gradientOfQ ?? gradient,
    variance,
    exact?.scaleDerivative ?? 0,
    exact?.betweenSamples ?? 0,
    weightDecay,
    exact?.decayOfQ ?? 2 * weightDecay,
    secondLayer,
  );
}

/** A sum is finite only if all its terms are (overflow of finite entries would be a runaway all the same). */
function isFinite(values: Float64Array): boolean {
  let sum = 0;
  for (let index = 0; index < values.length; index++) sum += values[index];
  return Number.isFinite(sum);
}
