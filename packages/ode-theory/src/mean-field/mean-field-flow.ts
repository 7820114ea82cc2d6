import { doublesAt, I2, InvalidArgumentError, KernelModule, type KernelExports } from '@crossover/math-core';
import { messages } from '../errors.ts';
import { kernelDigits } from './mean-field.generated.ts';
import { assertParticles, type Particles } from './particles.ts';
import {
  coordinatesOf,
  overlapsOfCoordinates,
  spanCoordinates,
  type SpanCoordinates,
} from './span-coordinates.ts';

const HALF_PI = 1.5707963267948966;

export interface MeanFieldModel {
  /** a*, k numbers; by default all 1. */
  readonly teacherSecondLayer?: Float64Array;
  /**
   * What a particle feels of itself, a term O(1/N) of its velocity and of the risk. `units` (default): the particles are the N units
   * of a network, in which the unit i has the variance Q_ii. `distribution`: they are a sample of the distribution of units at
   * p = ∞, whose units in one place still differ outside the teacher's span; such a set of points solves the equation of
   * that limit exactly. Without a part outside the span (q⊥ = 0) the two are the same.
   */
  readonly particlesAre?: 'units' | 'distribution';
}

/** What the WebAssembly module exports; see kernels/mean-field.ts. */
interface MeanFieldKernel extends KernelExports {
  reserveMeanField(particles: number, axes: number, teachers: number, standForDistribution: boolean): void;
  addressOfState(): number;
  addressOfDerivative(): number;
  addressOfTeacherDirections(): number;
  addressOfTeacherWeights(): number;
  evaluate(gradient: number): void;
  risk(constant: number): number;
}

const kernelModule = new KernelModule<MeanFieldKernel>(kernelDigits);

/**
 * Gradient flow of particles in the coordinates in which it is one: with u_i the coordinates in the teacher's span and
 * r_i = √q⊥_i,
 *
 *     du_i/dt = −g N ∂R/∂u_i,     dr_i/dt = −g N ∂R/∂r_i,
 *
 * which is dm_i/dt = g Ψ_i and, for σ = erf,
 *
 *     dq⊥_i/dt = g (4/π) q⊥_i { v_i/√(1+2C_ii) − Σ_b v_b C_ib/[(1+C_ii) √((1+C_ii)(1+C_bb) − C_ib²)] }
 *
 * with the fields' covariance C and output weights v = −1/N for students, a*_r/k for teachers: the equations of Saad & Solla,
 * Phys. Rev. E 52, 4225 (1995), for students that are orthogonal outside the teacher's span (derived here). q⊥ = r² cannot become
 * negative. A state is axis after axis of u, then r, N numbers each. O(N²k) an evaluation; owns its kernel and allocates nothing.
 */
export class MeanFieldFlow {
  readonly #kernel: MeanFieldKernel;
  readonly #state: Float64Array;
  readonly #derivative: Float64Array;
  readonly #coordinates: SpanCoordinates;
  readonly #count: number;
  readonly #P: Float64Array;
  /** Σ_rs (a*_r a*_s/k²) asin ρ_rs. */
  readonly #teacherAngles: number;
  /** The state of the particles it was made for. */
  readonly initial: Float64Array;

  /** Throws InvalidArgumentError for impossible particles or weights and a singular P. */
  constructor(particles: Particles, { teacherSecondLayer, particlesAre = 'units' }: MeanFieldModel = {}) {
    assertParticles(particles);
    const { count: N, teacherWidth: k, P } = particles;
    const outputs = (teacherSecondLayer ?? new Float64Array(k).fill(1)).map((a) => a / k);
    if (outputs.length !== k) {
      throw new InvalidArgumentError(messages.wrongLength('teacherSecondLayer', outputs.length, k));
    }
    this.#coordinates = spanCoordinates(P, k);
    this.#count = N;
    this.#P = P;
    this.#teacherAngles = teacherAngles(P, outputs);
    this.#kernel = kernelModule.instantiate();
    this.#kernel.reserveMeanField(N, k, k, particlesAre === 'distribution');
    this.#state = doublesAt(this.#kernel, this.#kernel.addressOfState(), N * (k + 1));
    this.#derivative = doublesAt(this.#kernel, this.#kernel.addressOfDerivative(), N * (k + 1));
    doublesAt(this.#kernel, this.#kernel.addressOfTeacherWeights(), k).set(outputs);
    const { T } = this.#coordinates;
    doublesAt(this.#kernel, this.#kernel.addressOfTeacherDirections(), k * k).set(
      T.map((entry, index) => {
        const r = Math.floor(index / k);
        return entry / Math.sqrt(1 + P[r * k + r]);
      }),
    );
    this.initial = this.#stateOf(particles);
  }

  /** d(state)/dt for g = `gradient`, written into the second argument. */
  velocities(gradient: number): (state: Float64Array, derivative: Float64Array) => void {
    return (state, derivative) => {
      this.#state.set(state);
      this.#kernel.evaluate(gradient);
      derivative.set(this.#derivative);
    };
  }

  /** R = ½ E[(f − f̂)²] of a state, noise excluded; right to about 1e-15, below which it is round-off and may be negative. */
  risk(state: Float64Array): number {
    this.#state.set(state);
    return this.#kernel.risk(this.#teacherAngles);
  }

  particlesAt(state: Float64Array): Particles {
    const { teacherWidth: k } = this.#coordinates;
    const N = this.#count;
    const U = Float64Array.from(
      { length: N * k },
      (_, index) => state[(index % k) * N + Math.floor(index / k)],
    );
    const M = overlapsOfCoordinates(this.#coordinates, U);
    const outOfSpan = state.slice(k * N).map((r) => r * r);
    return { count: N, teacherWidth: k, M, outOfSpan, P: this.#P };
  }

  #stateOf({ M, outOfSpan }: Particles): Float64Array {
    const { teacherWidth: k } = this.#coordinates;
    const N = this.#count;
    const U = coordinatesOf(this.#coordinates, M);
    const state = new Float64Array(N * (k + 1));
    for (let i = 0; i < N; i++) {
      for (let axis = 0; axis < k; axis++) state[axis * N + i] = U[i * k + axis];
      state[k * N + i] = Math.sqrt(outOfSpan[i]);
    }
    return state;
  }
}

/** R of particles, in the sense of `MeanFieldModel`. Throws as the constructor of MeanFieldFlow does. */
export function meanFieldRisk(particles: Particles, model: MeanFieldModel = {}): number {
  const flow = new MeanFieldFlow(particles, model);
  return flow.risk(flow.initial);
}

function teacherAngles(P: Float64Array, outputs: Float64Array): number {
  const k = outputs.length;
  let sum = 0;
  for (let r = 0; r < k; r++) {
    for (let s = 0; s < k; s++) {
      sum += outputs[r] * outputs[s] * HALF_PI * I2(P[r * k + r], P[r * k + s], P[s * k + s]);
    }
  }
  return sum;
}
