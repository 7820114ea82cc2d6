import { RunningMoments } from '@crossover/math-core';
import { expect } from 'vitest';
import type { FluctuationPoint } from '@crossover/ode-theory';
import { chiSquareQuantile } from './chi-square-quantile.ts';
import type { ReplicaPoint } from './scatter.ts';

const FALSE_ALARM = 1e-6;
const THEORY_ERROR = 0.03;

/** Ratios of sample to predicted variance that pass, for a χ² variable with so many degrees of freedom. */
export function bounds(degreesOfFreedom: number): [low: number, high: number] {
  return [
    ((1 - THEORY_ERROR) * chiSquareQuantile(FALSE_ALARM, degreesOfFreedom)) / degreesOfFreedom,
    ((1 + THEORY_ERROR) * chiSquareQuantile(1 - FALSE_ALARM, degreesOfFreedom)) / degreesOfFreedom,
  ];
}

/**
 * Expects replicas at one time to scatter as predicted: R, Q₁₁, Q₁₂ and M₁₁ each, and all overlaps together.
 */
export function expectScatter(
  replicas: readonly ReplicaPoint[],
  point: FluctuationPoint,
  studentWidth: number,
): void {
  const states = replicas.map(({ state }) => state);
  const L = states[0].length;
  const risks = replicas.map(({ risk }) => risk);
  expectWithin(varianceOf(risks) / point.standardDeviationOfRisk ** 2, states.length - 1);
  for (const x of [0, 1, (studentWidth * (studentWidth + 1)) / 2]) {
    const entries = states.map((state) => state[x]);
    expectWithin(varianceOf(entries) / point.covariance[x * L + x], states.length - 1);
  }
  expectWithin(traceRatio(states, point.covariance), (states.length - 1) * L);
}

function expectWithin(ratio: number, degreesOfFreedom: number): void {
  const [low, high] = bounds(degreesOfFreedom);
  expect(ratio).toBeGreaterThan(low);
  expect(ratio).toBeLessThan(high);
}

function varianceOf(values: readonly number[]): number {
  const moments = new RunningMoments();
  values.forEach((value) => moments.push(value));
  return moments.variance;
}

/** tr(Σ⁻¹ S)/L with the sample covariance S: the mean square of the states' deviations in units in which Σ is 1. */
export function traceRatio(states: readonly Float64Array[], covariance: Float64Array): number {
  const L = states[0].length;
  const mean = states[0].map((_, x) => states.reduce((sum, state) => sum + state[x] / states.length, 0));
  const factor = new Float64Array(L * L);
  for (let x = 0; x < L; x++) {
    for (let y = 0; y <= x; y++) {
      let entry = covariance[x * L + y];
      for (let c = 0; c < y; c++) entry -= factor[x * L + c] * factor[y * L + c];
      factor[x * L + y] = x === y ? Math.sqrt(entry) : entry / factor[y * L + y];
    }
  }
  let squares = 0;
  const whitened = new Float64Array(L);
  for (const state of states) {
    for (let x = 0; x < L; x++) {
      let entry = state[x] - mean[x];
      for (let c = 0; c < x; c++) entry -= factor[x * L + c] * whitened[c];
      whitened[x] = entry / factor[x * L + x];
      squares += whitened[x] * whitened[x];
    }
  }
  return squares / ((states.length - 1) * L);
}

/** Deviations of all states from their mean, entry by entry. */
export function deviationsOf(states: readonly Float64Array[]): Float64Array[] {
  return Array.from(states[0], (_, x) => {
    const entries = Float64Array.from(states, (state) => state[x]);
    const mean = entries.reduce((sum, entry) => sum + entry / entries.length, 0);
    return entries.map((entry) => entry - mean);
  });
}

/** The mean of products, with its standard error. */
export function productMoments(left: Float64Array, right: Float64Array): RunningMoments {
  const products = new RunningMoments();
  left.forEach((entry, replica) => products.push(entry * right[replica]));
  return products;
}
