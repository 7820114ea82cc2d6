import { activationOf, choleskyFactor } from '@crossover/math-core';
import { createFields, loadState } from '../right-hand-side/fields.ts';
import { overlapOffset, stateLength } from '../right-hand-side/packed-state.ts';
import type { DriftModel } from '../right-hand-side/right-hand-side.ts';
import { createGram } from './gram-matrix.ts';
import { normalLattice } from './lattice-rule.ts';
import type { StepParameters } from './step-parameters.ts';

/** Pivots of Ω up to this share of its diagonal are zeros that integration errors have moved. */
const PIVOT_TOLERANCE = 1e-10;

export interface QuadratureOptions {
  /** N, a power of two: nodes of the lattice rule; default 8192. */
  readonly points?: number;
  /** Which of the random shifts of the lattice; default 0. */
  readonly shift?: number;
}

/** Writes mean (L) and covariance (L × L, row-major) of one step's increment of a packed state of length L. */
export type IncrementMoments = (state: Float64Array, mean: Float64Array, covariance: Float64Array) => void;

/**
 * Mean and covariance of Δy in one step of SGD, y the packed state (Q, M, and a where it is trained). Given the
 * fields, E = e + √Δ ζ and ‖x‖² are independent, e = Σ_b v_b σ_b(λ_b), and (model.md §2)
 *
 *     Δy = E u + E² w ‖x‖²,     u: M_ir → ρ a_i σ'_i λ*_r,   Q_ij → (1−η_w) ρ (a_i σ'_i λ_j + a_j σ'_j λ_i),   a_i → (γ_a/p) σ_i
 *                               w: Q_ij → ρ² a_i a_j σ'_i σ'_j,   ρ = γ/(pd)
 *
 * beside the decay, which is the same in every step. ‖x‖² is |z|², for fields F z with F Fᵀ = Ω of rank r, plus a χ²
 * variable with d − r degrees of freedom. Moments of ζ and χ² are exact; what is left, an average over z, is
 * taken by a lattice rule, the same nodes for every state: the result is a smooth function of the state wherever
 * the activations are, and a covariance to the last bit.
 *
 * Mini-batches: Δy is the mean over b samples of E u + E² w ‖x‖²/b, and products of two samples, of relative
 * order 1/d, are left out. With b = 1 nothing is.
 *
 * The returned function owns its buffers. It throws NotPositiveSemidefiniteError for a state that is no covariance.
 */
export function createIncrementMoments(
  model: DriftModel,
  step: StepParameters,
  { points = 8192, shift = 0 }: QuadratureOptions = {},
): IncrementMoments {
  const { studentWidth: p, teacherWidth: k, noise, trainsSecondLayer = false } = model;
  const { learningRate, inputDimension: d, batchSize: b = 1, weightDecay = 0 } = step;
  const fields = createFields(model);
  const { count: n, v } = fields;
  const student = activationOf(fields.activation);
  const teacher = activationOf(fields.teacherActivation);
  const length = stateLength(p, k, trainsSecondLayer);
  const overlaps = overlapOffset(p);
  const nodes = normalLattice(points, n, shift);
  const rate = learningRate / (p * d);
  const rateOfQ = (1 - weightDecay) * rate;
  const rateOfOutputs = (step.secondLayerLearningRate ?? 0) / p;
  const gram = createGram(length, overlaps);
  const { first, second, blockSize } = gram;
  const lambda = new Float64Array(n);
  const slopes = new Float64Array(p);
  const values = new Float64Array(p);
  const linear = new Float64Array(length);
  const quadratic = new Float64Array(overlaps);

  /** u of a node from its fields. */
  const loadLinear = (): void => {
    let next = 0;
    for (let i = 0; i < p; i++) {
      for (let j = i; j < p; j++) linear[next++] = rateOfQ * (slopes[i] * lambda[j] + slopes[j] * lambda[i]);
    }
    for (let i = 0; i < p; i++) {
      for (let r = p; r < n; r++) linear[next++] = rate * slopes[i] * lambda[r];
    }
    if (!trainsSecondLayer) return;
    for (let i = 0; i < p; i++) linear[next++] = rateOfOutputs * values[i];
  };

  const loadQuadratic = (): void => {
    let next = 0;
    const square = (rate * rate) / b;
    for (let i = 0; i < p; i++) {
      for (let j = i; j < p; j++) quadratic[next++] = square * slopes[i] * slopes[j];
    }
  };

  return (state, mean, covariance) => {
    loadState(fields, state);
    const factor = factorOfFields(fields.C, p, n);
    const columns = usedColumns(factor, n);
    const outside = d - columns.length;
    mean.fill(0);
    gram.clear();
    for (let node = 0, place = 0; node < points; node++) {
      const z = node * n;
      let square = 0;
      for (const column of columns) square += nodes[z + column] * nodes[z + column];
      let e = 0;
      for (let f = 0; f < n; f++) {
        // Teachers come first in the factor.
        const row = (f < p ? f + k : f - p) * n;
        let sum = 0;
        for (const column of columns) sum += factor[row + column] * nodes[z + column];
        lambda[f] = sum;
        if (f < p) {
          values[f] = student.value(sum);
          slopes[f] = -p * v[f] * student.derivative(sum);
          e += v[f] * values[f];
        } else {
          e += v[f] * teacher.value(sum);
        }
      }
      loadLinear();
      loadQuadratic();
      // Moments of E and ‖x‖² given the fields; the 2 × 2 matrix of second moments as two squares.
      const meanSquare = square + outside;
      const E2 = e * e + noise;
      const E4 = e * e * (e * e + 6 * noise) + 3 * noise * noise;
      const mixture = E2 === 0 ? 0 : ((e * e * e + 3 * e * noise) / E2) * meanSquare;
      const rest = E2 === 0 ? 0 : ((noise * (e * e * e * e + 3 * noise * noise)) / E2) * meanSquare * meanSquare;
      const along = Math.sqrt(E2);
      const across = Math.sqrt(rest + 2 * outside * E4);
      for (let x = 0; x < length; x++) {
        const withW = x < overlaps ? quadratic[x] : 0;
        mean[x] += e * linear[x] + E2 * meanSquare * withW;
        first[x * blockSize + place] = along * (linear[x] + mixture * withW);
        if (x < overlaps) second[x * blockSize + place] = across * withW;
      }
      if (++place === blockSize) {
        gram.add();
        place = 0;
      }
    }
    for (let x = 0; x < length; x++) mean[x] /= points;
    gram.write(covariance);
    for (let x = 0; x < length; x++) {
      for (let y = 0; y < length; y++) {
        covariance[x * length + y] = (covariance[x * length + y] / points - mean[x] * mean[y]) / b;
      }
    }
    let next = 0;
    for (let i = 0; i < p; i++) {
      for (let j = i; j < p; j++, next++) mean[next] -= weightDecay * (2 - weightDecay) * state[next];
    }
    for (; next < overlaps + p * k; next++) mean[next] -= weightDecay * state[next];
  };
}

/** Lower triangular F with F Fᵀ = Ω, teachers first; where Ω is singular some of its columns are zero. */
function factorOfFields(C: Float64Array, p: number, n: number): Float64Array {
  const k = n - p;
  const ordered = new Float64Array(n * n);
  for (let b = 0; b < n; b++) {
    for (let e = 0; e < n; e++) {
      ordered[((b + k) % n) * n + ((e + k) % n)] = C[b * n + e];
    }
  }
  return choleskyFactor(ordered, n, { tolerance: PIVOT_TOLERANCE });
}

function usedColumns(factor: Float64Array, n: number): number[] {
  return Array.from({ length: n }, (_, column) => column).filter((column) => {
    for (let row = column; row < n; row++) {
      if (factor[row * n + column] !== 0) return true;
    }
    return false;
  });
}
