import { populationRisk } from '@crossover/math-core';
import { newton } from '../stability/newton.ts';
import { copiedOverlaps, driftOfCopies, perfectCopies } from './copies.ts';
import type { Teacher } from './teacher.ts';

/** Label noise is raised to its value in so many steps, each starting from the state before; at once where that works. */
const CONTINUATIONS = [1, 8];
const LARGEST_COMPUTED = 16;

/**
 * (γΔ/p) (1/2π) ⟨1/√(1 + 2P_rr)⟩_r, which is γΔ/(2π√3 p) for teachers of length 1: the risk that label noise keeps up for small γ/p
 * when the units sit on the teachers, p/k on each. Steps along (γ/(pd)) E σ'(λ_i) x with E ≈ √Δ ζ have a covariance
 * proportional to the Hessian H of R and leave ¼ (γ/d) Δ tr H, of which tr H = (d/p²) Σ_i J2(i, i). It holds for every
 * p that k divides, up to corrections of relative order γ/p.
 */
export function smallRateNoisePlateau({ teacherWidth: k, P }: Teacher, ratio: number, noise: number): number {
  let slopes = 0;
  for (let r = 0; r < k; r++) slopes += 1 / Math.sqrt(1 + 2 * P[r * k + r]);
  return (ratio * noise * slopes) / (2 * Math.PI * k);
}

/**
 * R of the state in which every unit sits on one of k orthonormal teachers and fluctuates about it, at any γ/p below the
 * critical one: the stationary state of the finite-d equations for p = k, and for p = l k that of l exact copies. Copies do
 * separate, which lowers R by a relative amount of order Δ (0.4 % at p = 8, k = 4, γ = p, Δ = 1e-3).
 *
 * Null where Newton's iteration finds no such state (near and above the critical ratio), and above k = 16.
 */
export function noisePlateauOfCopies(k: number, ratio: number, noise: number): number | null {
  if (k > LARGEST_COMPUTED) return null;
  if (noise === 0) return 0;
  for (const steps of CONTINUATIONS) {
    const state = followNoise(k, ratio, noise, steps);
    if (state === null) continue;
    const risk = populationRisk(copiedOverlaps(k, state));
    if (risk > 0 && state[0] > 0) return risk;
  }
  return null;
}

function followNoise(k: number, ratio: number, noise: number, steps: number): Float64Array | null {
  let state = perfectCopies(k);
  for (let step = 1; step <= steps; step++) {
    const field = driftOfCopies(k, (noise * step) / steps, { gradient: 1, variance: ratio });
    const found = newton(field, state);
    if (!found.converged) return null;
    ({ state } = found);
  }
  return state;
}
