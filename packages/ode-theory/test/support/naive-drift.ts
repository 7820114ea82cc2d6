import {
  jointCovariance,
  productAverage,
  slopeFieldValueAverage,
  slopeProductAverage,
  slopesValuesAverage,
  type Network,
  type OrderParameters,
  type TeacherActivationName,
} from '@crossover/math-core';
import type { DriftWeights } from '../../src/index.ts';
import type { Drift } from './drift.ts';
import { eliminate } from './linear-system.ts';

/** Weights of the six-point central difference, of order h⁶. */
const DIFFERENCES = [
  [1, 45 / 60],
  [2, -9 / 60],
  [3, 1 / 60],
] as const;
const STEP = 2e-3;

/**
 * The drift term by term, as model.md §2–§4 write it: nested sums over scalar averages, nothing shared, derivatives by
 * differences, an inverse where one stands. Ω must be positive definite for the term between samples.
 */
export function naiveDrift(
  overlaps: OrderParameters,
  weights: DriftWeights,
  noise: number,
  network: Network = {},
): Drift {
  const { studentWidth: p, teacherWidth: k } = overlaps;
  const { activation = 'erf' } = network;
  const { teacherActivation = activation } = network;
  const { gradient, variance, secondLayer = 0, weightDecay = 0, exact } = weights;
  const n = p + k;
  const omega = jointCovariance(overlaps);
  const fields = Array.from({ length: n }, (_, b) => b);
  const a = (i: number): number => network.studentSecondLayer?.[i] ?? 1;
  const v = (b: number): number => (b < p ? -a(b) / p : (network.teacherSecondLayer?.[b - p] ?? 1) / k);
  const sigma = (b: number): TeacherActivationName => (b < p ? activation : teacherActivation);
  const at = (C: Float64Array) => (b: number, e: number) => C[b * n + e];
  const C = at(omega);

  const force = (i: number, b: number): number =>
    fields.reduce(
      (sum, e) =>
        sum +
        v(e) * slopeFieldValueAverage(activation, sigma(e), C(i, i), C(i, b), C(i, e), C(b, e), C(e, e)),
      0,
    );
  const varianceAt = (covariance: Float64Array, i: number, j: number): number => {
    const c = at(covariance);
    let sum = noise * slopeProductAverage(activation, c(i, i), c(i, j), c(j, j));
    for (const b of fields) {
      for (const e of fields) {
        const names = [i, j, b, e];
        const block = names.flatMap((row) => names.map((column) => c(row, column)));
        sum += v(b) * v(e) * slopesValuesAverage(activation, sigma(b), sigma(e), block);
      }
    }
    return sum;
  };
  const scaleDerivative = (i: number, j: number): number => {
    const scaled = (s: number) =>
      varianceAt(
        omega.map((entry) => s * entry),
        i,
        j,
      );
    return DIFFERENCES.reduce(
      (sum, [steps, weight]) => sum + (weight * (scaled(1 + steps * STEP) - scaled(1 - steps * STEP))) / STEP,
      0,
    );
  };
  const rowOfForces = (i: number): number[] => fields.map((b) => force(i, b));
  const matrix = fields.map((b) => fields.map((e) => C(b, e)));
  const betweenSamples = (i: number, j: number): number => {
    const { solution } = eliminate(matrix, rowOfForces(j));
    return rowOfForces(i).reduce((sum, entry, b) => sum + entry * solution[b], 0);
  };

  const dQ = new Float64Array(p * p);
  const dM = new Float64Array(p * k);
  for (let i = 0; i < p; i++) {
    for (let j = 0; j < p; j++) {
      let second = variance === 0 ? 0 : variance * varianceAt(omega, i, j);
      if (exact !== undefined) {
        second += exact.scaleDerivative * scaleDerivative(i, j);
        if (exact.betweenSamples !== 0) second += exact.betweenSamples * betweenSamples(i, j);
      }
      dQ[i * p + j] =
        (exact?.gradientOfQ ?? gradient) * (a(i) * force(i, j) + a(j) * force(j, i)) +
        a(i) * a(j) * second -
        (exact?.decayOfQ ?? 2 * weightDecay) * C(i, j);
    }
    for (let r = 0; r < k; r++) {
      dM[i * k + r] = gradient * a(i) * force(i, p + r) - weightDecay * C(i, p + r);
    }
  }
  const da = Float64Array.from({ length: p }, (_, i) =>
    fields.reduce(
      (sum, b) => sum + secondLayer * v(b) * productAverage(activation, sigma(b), C(i, i), C(i, b), C(b, b)),
      0,
    ),
  );
  return { dQ, dM, da };
}
