import { activationOf, type OrderParameters } from '@crossover/math-core';
import type { DriftModel, StepParameters } from '../../src/index.ts';

/** A node of any rule for averages over n independent standard normal variables. */
export interface WeightedNode {
  readonly z: readonly number[];
  readonly weight: number;
}

export interface Moments {
  readonly mean: Float64Array;
  readonly covariance: Float64Array;
}

/**
 * Mean and covariance of one step's increment by a plain loop over nodes: moments of E and ‖x‖² term by term, no square
 * roots, and a factor of Ω of its own (Gram–Schmidt in the order teachers, students; dependent rows are left out).
 */
export function incrementMoments(
  model: DriftModel,
  step: StepParameters,
  { Q, M }: OrderParameters,
  nodes: readonly WeightedNode[],
): Moments {
  const { studentWidth: p, teacherWidth: k, noise, activation = 'erf' } = model;
  const { learningRate, inputDimension: d, batchSize: b = 1, weightDecay = 0 } = step;
  const student = activationOf(activation);
  const teacher = activationOf(model.teacherActivation ?? activation);
  const outputs = model.studentSecondLayer ?? new Float64Array(p).fill(1);
  const teacherOutputs = model.teacherSecondLayer ?? new Float64Array(k).fill(1);
  const rate = learningRate / (p * d);
  const n = p + k;
  const C = (x: number, y: number): number => {
    if (x < k) return y < k ? model.P[x * k + y] : M[(y - k) * k + x];
    return y < k ? M[(x - k) * k + y] : Q[(x - k) * p + y - k];
  };
  const { rows, rank } = factorOf(C, n);

  const names: [kind: 'Q' | 'M' | 'a', i: number, j: number][] = [];
  for (let i = 0; i < p; i++) for (let j = i; j < p; j++) names.push(['Q', i, j]);
  for (let i = 0; i < p; i++) for (let r = 0; r < k; r++) names.push(['M', i, r]);
  if (model.trainsSecondLayer === true) for (let i = 0; i < p; i++) names.push(['a', i, 0]);
  const L = names.length;
  const mean = new Float64Array(L);
  const second = new Float64Array(L * L);

  for (const { z, weight } of nodes) {
    const fields = rows.map((row) => row.reduce((sum, entry, c) => sum + entry * z[c], 0));
    const starred = fields.slice(0, k);
    const lambda = fields.slice(k);
    const slope = lambda.map((x, i) => outputs[i] * student.derivative(x));
    const e =
      starred.reduce((sum, x, r) => sum + (teacherOutputs[r] * teacher.value(x)) / k, 0) -
      lambda.reduce((sum, x, i) => sum + (outputs[i] * student.value(x)) / p, 0);
    const outside = d - rank;
    const norm = z.slice(0, rank).reduce((sum, x) => sum + x * x, 0) + outside;
    const normSquare = norm * norm + 2 * outside;
    const E2 = e ** 2 + noise;
    const E3 = e ** 3 + 3 * e * noise;
    const E4 = e ** 4 + 6 * e ** 2 * noise + 3 * noise ** 2;
    const u = names.map(([kind, i, j]) => {
      if (kind === 'a') return ((step.secondLayerLearningRate ?? 0) / p) * student.value(lambda[i]);
      if (kind === 'M') return rate * slope[i] * starred[j];
      return (1 - weightDecay) * rate * (slope[i] * lambda[j] + slope[j] * lambda[i]);
    });
    const w = names.map(([kind, i, j]) => (kind === 'Q' ? (rate * rate * slope[i] * slope[j]) / b : 0));
    for (let x = 0; x < L; x++) {
      mean[x] += weight * (e * u[x] + E2 * norm * w[x]);
      for (let y = 0; y < L; y++) {
        second[x * L + y] +=
          weight *
          (E2 * u[x] * u[y] + E3 * norm * (u[x] * w[y] + w[x] * u[y]) + E4 * normSquare * w[x] * w[y]);
      }
    }
  }
  const covariance = second.map((moment, at) => (moment - mean[Math.floor(at / L)] * mean[at % L]) / b);
  names.forEach(([kind, i, j], x) => {
    if (kind === 'Q') mean[x] += ((1 - weightDecay) ** 2 - 1) * Q[i * p + j];
    if (kind === 'M') mean[x] -= weightDecay * M[i * k + j];
  });
  return { mean, covariance };
}

/** Rows with the scalar products C; components that exist are the first `rank`. */
function factorOf(C: (x: number, y: number) => number, n: number): { rows: number[][]; rank: number } {
  const rows = Array.from({ length: n }, () => [] as number[]);
  const pivots: number[] = [];
  for (let x = 0; x < n; x++) {
    const row = new Array<number>(n).fill(0);
    pivots.forEach((y, c) => {
      const known = row.reduce((sum, entry, component) => sum + entry * rows[y][component], 0);
      row[c] = (C(x, y) - known) / rows[y][c];
    });
    const rest = C(x, x) - row.reduce((sum, entry) => sum + entry * entry, 0);
    if (rest > 1e-9 * C(x, x)) {
      row[pivots.length] = Math.sqrt(rest);
      pivots.push(x);
    }
    rows[x] = row;
  }
  return { rows, rank: pivots.length };
}
