import {
  jointCovariance,
  productAverage,
  slopeFieldValueAverage,
  slopeProductAverage,
  tiltedCovariance,
  type TeacherActivationName,
} from '@crossover/math-core';
import type { CompleteModel } from '../../src/model/complete-model.ts';
import { productInOrthant } from './orthant.ts';

/** Means of one step's changes. */
export interface MeanDrift {
  readonly M: Float64Array;
  readonly Q: Float64Array;
  readonly secondLayer: Float64Array;
}

/** For the central difference d/ds Φ(sΩ); its error, of order STEP², is 10⁻⁸ of the derivative. */
const STEP = 1e-4;

/**
 * The mean of one step from Ω, exact at finite d (model.md §2–§4): with ρ = γ/(pd), κ = 1 − η_w, w_ib = Σ_e v_e I3(i; b, e),
 *
 *     E[ΔM_ir] = (κ − 1) M_ir + ρ a_i w_ir,
 *     E[ΔQ_ij] = (κ² − 1) Q_ij + κρ (a_i w_ij + a_j w_ji)
 *                + (ρ²/b) a_i a_j [d Φ_ij + 2 d/ds Φ_ij(sΩ)|_{s=1}] + (1 − 1/b) ρ² a_i a_j (w Ω⁻¹ wᵀ)_ij,
 *     E[Δa_i]  = (γ_a/p) Σ_b v_b I2(i, b),       Φ_ij = Σ_be v_b v_e I4(i, j; b, e) + Δ J2(i, j),
 *
 * naively. A lazily trained student takes its first step like any other.
 *
 * @param finiteSize 1, or 0 for the leading order in 1/d, which leaves the derivative out
 */
export function meanDrift(model: CompleteModel, finiteSize: 0 | 1 = 1): MeanDrift {
  const { studentWidth: p, teacherWidth: k, inputDimension: d, batchSize, secondLayer, initial } = model;
  const n = p + k;
  const rate = model.learningRate / (p * d);
  const kept = 1 - model.weightDecay;
  const a = secondLayer.student;
  const C = jointCovariance(initial);
  const w = gradients(model, C);
  const M = Float64Array.from({ length: p * k }, (_, index) => {
    const r = index % k;
    const i = (index - r) / k;
    return (kept - 1) * initial.M[index] + rate * a[i] * w[i * n + p + r];
  });
  const outputs = Float64Array.from({ length: p }, (_, i) => {
    let sum = 0;
    for (let b = 0; b < n; b++) {
      const average = productAverage(
        model.activation,
        activationOf(model, b),
        C[i * n + i],
        C[i * n + b],
        C[b * n + b],
      );
      sum += outputWeight(model, b) * average;
    }
    return (secondLayer.learningRate / p) * sum;
  });
  const at = variances(model, C);
  const above = variances(
    model,
    C.map((entry) => (1 + STEP) * entry),
  );
  const below = variances(
    model,
    C.map((entry) => (1 - STEP) * entry),
  );
  const between = throughInverse(C, n, w, p);
  const Q = Float64Array.from({ length: p * p }, (_, index) => {
    const j = index % p;
    const i = (index - j) / p;
    const slope = (above[index] - below[index]) / (2 * STEP);
    const variance =
      (d * at[index] + finiteSize * 2 * slope) / batchSize + (1 - 1 / batchSize) * between[index];
    return (
      (kept * kept - 1) * initial.Q[index] +
      kept * rate * (a[i] * w[i * n + j] + a[j] * w[j * n + i]) +
      rate * rate * a[i] * a[j] * variance
    );
  });
  return { M, Q, secondLayer: outputs };
}

/** v_b of E = Σ_b v_b σ_b(λ_b) + √Δ ζ. */
function outputWeight({ studentWidth: p, teacherWidth: k, secondLayer }: CompleteModel, b: number): number {
  return b < p ? -secondLayer.student[b] / p : secondLayer.teacher[b - p] / k;
}

function activationOf(model: CompleteModel, b: number): TeacherActivationName {
  return b < model.studentWidth ? model.activation : model.teacherActivation;
}

/** w_ib, p × n. */
function gradients(model: CompleteModel, C: Float64Array): Float64Array {
  const { studentWidth: p, teacherWidth: k, activation } = model;
  const n = p + k;
  return Float64Array.from({ length: p * n }, (_, index) => {
    const b = index % n;
    const i = (index - b) / n;
    let sum = 0;
    for (let e = 0; e < n; e++) {
      const average = slopeFieldValueAverage(
        activation,
        activationOf(model, e),
        C[i * n + i],
        C[i * n + b],
        C[i * n + e],
        C[b * n + e],
        C[e * n + e],
      );
      sum += outputWeight(model, e) * average;
    }
    return sum;
  });
}

/** Φ_noise at the covariance C, p × p. */
function variances(model: CompleteModel, C: Float64Array): Float64Array {
  const { studentWidth: p, teacherWidth: k, activation, noise } = model;
  const n = p + k;
  return Float64Array.from({ length: p * p }, (_, index) => {
    const j = index % p;
    const i = (index - j) / p;
    let sum = noise * slopeProductAverage(activation, C[i * n + i], C[i * n + j], C[j * n + j]);
    for (let b = 0; b < n; b++) {
      for (let e = 0; e < n; e++) {
        sum += outputWeight(model, b) * outputWeight(model, e) * slopesValues(model, C, i, j, b, e);
      }
    }
    return sum;
  });
}

/** I4(i, j; b, e), in the forms of model.md §4. */
function slopesValues(
  model: CompleteModel,
  C: Float64Array,
  i: number,
  j: number,
  b: number,
  e: number,
): number {
  const n = model.studentWidth + model.teacherWidth;
  const c = (row: number, column: number): number => C[row * n + column];
  switch (model.activation) {
    case 'linear':
      return productAverage(activationOf(model, b), activationOf(model, e), c(b, b), c(b, e), c(e, e));
    case 'quadratic':
    case 'hermite2': {
      const less = model.activation === 'hermite2' ? 1 : 0;
      const [bb, ee] = [c(b, b) - less, c(e, e) - less];
      return (
        4 *
        (c(i, j) * (bb * ee + 2 * c(b, e) ** 2) +
          2 * c(i, b) * c(j, b) * ee +
          2 * c(i, e) * c(j, e) * bb +
          4 * c(b, e) * (c(i, b) * c(j, e) + c(i, e) * c(j, b)))
      );
    }
    case 'relu':
      return productInOrthant(c, [...new Set([i, j, b, e])], b, e);
    case 'erf': {
      const tilted = tiltedCovariance(C, n, i, j);
      const [bb, be, ee] = [tilted[b * n + b], tilted[b * n + e], tilted[e * n + e]];
      return (
        slopeProductAverage('erf', c(i, i), c(i, j), c(j, j)) *
        productAverage(activationOf(model, b), activationOf(model, e), bb, be, ee)
      );
    }
  }
}

/** w C⁻¹ wᵀ, p × p, for a positive definite C (n × n) and w (p × n), by elimination. */
function throughInverse(C: Float64Array, n: number, w: Float64Array, p: number): Float64Array {
  const rows = Array.from({ length: n }, (_, r) => [
    ...C.subarray(r * n, (r + 1) * n),
    ...Array.from({ length: p }, (__, i) => w[i * n + r]),
  ]);
  for (let pivot = 0; pivot < n; pivot++) {
    for (let r = 0; r < n; r++) {
      if (r === pivot) continue;
      const factor = rows[r][pivot] / rows[pivot][pivot];
      rows[r] = rows[r].map((entry, column) => entry - factor * rows[pivot][column]);
    }
  }
  return Float64Array.from({ length: p * p }, (_, index) => {
    const j = index % p;
    const i = (index - j) / p;
    return rows.reduce((sum, row, r) => sum + (w[i * n + r] * row[n + j]) / row[r], 0);
  });
}
