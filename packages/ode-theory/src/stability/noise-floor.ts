import { InvalidArgumentError } from '@crossover/math-core';
import { messages } from '../errors.ts';
import { uncheckedRightHandSide, type DriftModel } from '../right-hand-side/right-hand-side.ts';
import { riskSensitivity } from '../right-hand-side/risk-sensitivity.ts';
import type { DriftWeights } from '../scaling/weights.ts';
import { singularValues } from './dense-linear-algebra.ts';
import { jacobian } from './jacobian.ts';
import { perfectStudent, requireStationary } from './perfect-student.ts';
import { euclideanNorm } from './vector-norms.ts';

const RANK_TOLERANCE = 1e-9;
/** Share of the noise that may fall on directions without restoring drift. */
const UNANSWERED = 1e-6;
const TWO_PI = 6.283185307179586;

/**
 * The risk at which label noise stops learning, to first order in the learning rate: the linear response of a perfect student to
 * the noise,
 *
 *     R_∞ = −∇R · J⁻¹ n,     n = g₂ Δ J2,     J the Jacobian of the gradient part.
 *
 * The components of the weights outside the teacher's span obey dw = −(g/p) H w dt with noise of covariance g₂Δ H, H_ij = a_i a_j
 * E[σ'(λ_i)σ'(λ_j)], so that they fluctuate isotropically, ⟨w_i·w_j⟩/d = δ_ij g₂Δp/2g, and R_∞ = (g₂/g)(Δ/4p) Σ_i a_i² E[σ'(λ_i)²]:
 * for erf, unit outputs and orthonormal teachers, each with any number of copies, (g₂/g) Δ/(2π√3), which with the finite-d
 * weights is γΔ/(2π√3 p), ∝ d^{−ϑ}. The exact floor at the learning rate itself is what `stationaryRisk` finds; they differ
 * by a relative O(g₂/g).
 *
 * `perfect` is a packed state with R = 0, by default Q = M = P for p = k. Throws InvalidArgumentError when it is not stationary
 * without noise, or when noise drives it where no gradient pulls back.
 */
export function noiseFloor(model: DriftModel, weights: DriftWeights, perfect?: Float64Array): number {
  const noiseless = { ...model, noise: 0 };
  const ofGradient = { ...weights, variance: 0 };
  const state = perfect ?? perfectStudent(model, ofGradient);
  requireStationary(model, weights, state);
  const size = state.length;
  const noise = new Float64Array(size);
  uncheckedRightHandSide(model, weights)(state, noise);
  const J = jacobian(uncheckedRightHandSide(noiseless, ofGradient), state);
  const decomposition = singularValues(J, size);
  const response = decomposition.solve(noise, 0, RANK_TOLERANCE * decomposition.largest);
  const answered = Float64Array.from({ length: size }, (_, x) =>
    response.reduce((sum, value, y) => sum + J[x * size + y] * value, 0),
  );
  const unanswered = euclideanNorm(answered.map((value, x) => value - noise[x]));
  const length = euclideanNorm(noise);
  if (unanswered > UNANSWERED * length) {
    throw new InvalidArgumentError(messages.floorNotLinear(unanswered / length));
  }
  const gradient = new Float64Array(size);
  riskSensitivity(noiseless)(state, gradient);
  return -gradient.reduce((sum, slope, x) => sum + slope * response[x], 0);
}

export interface OrthonormalNoiseFloor {
  /** g₂/g: γ/p with the finite-d weights. */
  readonly ratio: number;
  /** Δ. */
  readonly noise: number;
  /** k teachers, P = I, each matched by a student. */
  readonly teacherWidth: number;
  /** L students that do nothing; default 0. */
  readonly idleUnits?: number;
}

/**
 * The same in closed form for erf units and orthonormal teachers, students having the output a_i/p = 1/k of a teacher:
 *
 *     R_∞ = (g₂/g) Δ (p/2πk²) (L + k/√3),     p = k + L;     (g₂/g) Δ/(2π√3) for p = k
 *
 * (model.md §10, in the units of arXiv:2202.00293).
 */
export function orthonormalNoiseFloor({
  ratio,
  noise,
  teacherWidth: k,
  idleUnits = 0,
}: OrthonormalNoiseFloor): number {
  return (ratio * noise * (k + idleUnits) * (idleUnits + k / Math.sqrt(3))) / (TWO_PI * k * k);
}
