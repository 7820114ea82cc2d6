import { populationRisk } from '@crossover/math-core';
import { describe, expect, it } from 'vitest';
import { packState, rightHandSide, solve, type DriftWeights } from '../../src/index.ts';
import { committeeRisk, committeeWeights, symmetricDrift, symmetricOverlaps } from '../support/committee.ts';
import { drift } from '../support/drift.ts';
import { jacobian, largestEigenvalue, newton } from '../support/linear-system.ts';

const gradientOnly: DriftWeights = { gradient: 1, variance: 0 };

/** ∂(dM)/∂M along a perturbation of M that leaves row and column sums: it stays in its own direction. */
function escapeRate(K: number, fixedPoint: number[], weights: DriftWeights, pattern: number[]): number {
  const [Q, C, M] = fixedPoint;
  const step = 1e-5;
  const perturbed = (sign: number) => {
    const overlaps = symmetricOverlaps(K, Q, C, M);
    pattern.forEach((entry, x) => (overlaps.M[x] += sign * step * entry));
    return drift(overlaps, weights, 0);
  };
  const [plus, minus] = [perturbed(1), perturbed(-1)];
  const image = [...plus.dM].map((value, x) => (value - minus.dM[x]) / (2 * step));
  const rate = image[0] / pattern[0];
  image.forEach((value, x) => expect(value).toBeCloseTo(rate * pattern[x], 8));
  plus.dQ.forEach((value, x) => expect(value).toBeCloseTo(minus.dQ[x], 12));
  return rate;
}

/** u vᵀ for u, v among the vectors (1, …, −1 at j, …) orthogonal to (1, …, 1): (K−1)² patterns. */
function escapePatterns(K: number): number[][] {
  const differences = Array.from({ length: K - 1 }, (_, j) =>
    Array.from({ length: K }, (_, x) => (x === 0 ? 1 : x === j + 1 ? -1 : 0)),
  );
  return differences.flatMap((u) => differences.map((v) => u.flatMap((a) => v.map((b) => a * b))));
}

describe('the symmetric plateau at vanishing learning rate', () => {
  it.each([2, 3, 4])('is Q = C = 1/(2K−1), M = 1/√(K(2K−1)), K = %i', (K) => {
    const C = 1 / (2 * K - 1);
    const M = 1 / Math.sqrt(K * (2 * K - 1));
    for (const entry of symmetricDrift(K, gradientOnly)([C, C, M]))
      expect(Math.abs(entry)).toBeLessThan(1e-15);
  });

  it('has ε* = (K/π)[π/6 − K asin(1/2K)]', () => {
    for (const [K, expected] of [
      [2, 0.0116108403],
      [3, 0.0202965887],
      [4, 0.0283772639],
    ]) {
      const C = 1 / (2 * K - 1);
      const risk = committeeRisk(
        K,
        populationRisk(symmetricOverlaps(K, C, C, 1 / Math.sqrt(K * (2 * K - 1)))),
      );
      expect(risk).toBeCloseTo((K / Math.PI) * (Math.PI / 6 - K * Math.asin(1 / (2 * K))), 14);
      expect(risk).toBeCloseTo(expected, 10);
    }
  });

  it.each([
    [2, 0.0657498074],
    [3, 0.0461178779],
  ])('is left at the rate λ/η of K = %i: %f, in (K−1)² directions', (K, expected) => {
    const fixedPoint = [1 / (2 * K - 1), 1 / (2 * K - 1), 1 / Math.sqrt(K * (2 * K - 1))];
    const patterns = escapePatterns(K);
    expect(patterns).toHaveLength((K - 1) ** 2);
    for (const pattern of patterns) {
      const rate = escapeRate(K, fixedPoint, committeeWeights(K, 1), pattern);
      const gradientRate = escapeRate(K, fixedPoint, { gradient: K, variance: 0 }, pattern);
      expect(gradientRate).toBeCloseTo(expected, 8);
      expect(gradientRate).toBeCloseTo((((2 / Math.PI) * K) / Math.sqrt(2 * K - 1)) * (2 * K + 1) ** -1.5, 8);
      // The variance part moves Q alone: it cannot change the rate at which M leaves.
      expect(rate).toBeCloseTo(gradientRate, 12);
    }
  });

  it('has no faster way out: the escape rate is the largest eigenvalue of the whole Jacobian', () => {
    const K = 2;
    const overlaps = symmetricOverlaps(K, 1 / 3, 1 / 3, 1 / Math.sqrt(6));
    const field = rightHandSide({ ...overlaps, noise: 0 }, { gradient: K, variance: 0 });
    const flow = (y: number[]) => {
      const derivative = new Float64Array(y.length);
      field(Float64Array.from(y), derivative);
      return [...derivative];
    };
    expect(largestEigenvalue(jacobian(flow, [...packState(overlaps)]), 1)).toBeCloseTo(0.0657498074, 7);
  });
});

describe('the symmetric plateau at a finite learning rate, K = 2, η = 1', () => {
  const weights = committeeWeights(2, 1);
  const [Q, C, M] = newton(symmetricDrift(2, weights), [0.43, 0.31, 0.43]);

  it('lies where it should', () => {
    expect(Q).toBeCloseTo(0.4350849454, 9);
    expect(C).toBeCloseTo(0.3102128168, 9);
    expect(M).toBeCloseTo(0.4261383115, 9);
    expect(committeeRisk(2, populationRisk(symmetricOverlaps(2, Q, C, M)))).toBeCloseTo(0.0206565328, 9);
  });

  it('is left at the rate 0.05914044', () => {
    expect(escapeRate(2, [Q, C, M], weights, [1, -1, -1, 1])).toBeCloseTo(0.05914044, 7);
  });

  it('is not mistaken for the end: the solution waits there and leaves', () => {
    const initial = symmetricOverlaps(2, Q, C, M);
    initial.M[0] += 1e-7;
    const times = [0, 50, 100, 150, 200, 300, 400, 600];
    const { risk } = solve({ initial, weights, noise: 0, times });
    expect(Math.abs(risk[2] / risk[0] - 1)).toBeLessThan(1e-4);
    expect(risk.at(-1)).toBeLessThan(1e-8);
  });
});
