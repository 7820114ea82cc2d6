import {
  I3,
  I4,
  J2,
  jointCovariance,
  RandomStream,
  RunningMoments,
  type OrderParameters,
} from '@crossover/math-core';
import { createEngine, drawInitialCondition, type SimulationModel } from '../../src/index.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import { compareWithTheory, CRITERION, largestDeviation } from './comparison.ts';

/**
 * The mean of one step against its exact value at finite d (model.md §3 and §4):
 *
 *     E[ΔM] = (γ/(pd)) Ψ,
 *     E[ΔQ] = (γ/(pd)) Φ_gf + (γ/(pd))² [ d Φ_noise + 2 d/ds Φ_noise(sΩ)|_{s=1} ].
 *
 * Criterion: 5.5 standard errors for 16 comparisons, false-alarm rate 6e-7. (With the four standard errors usual for a
 * single number it would be 1e-3.)
 */
const SAMPLES = 100_000;

const sizes = { studentWidth: 2, teacherWidth: 2, inputDimension: 6 };
const model: SimulationModel = {
  ...sizes,
  learningRate: 8,
  noise: 0.2,
  initial: drawInitialCondition(
    { kind: 'gaussian', standardDeviation: 1 },
    sizes,
    RandomStream.fromKey('one step/start'),
  ),
};

interface Drift {
  readonly Q: Float64Array;
  readonly M: Float64Array;
}

/** Φ_noise,ij = Σ_be v_b v_e I4(i, j; b, e) + Δ J2(i, j) at the covariance sΩ, naively. */
function noisePart(overlaps: OrderParameters, noise: number, s: number): Float64Array {
  const { studentWidth: p, teacherWidth: k } = overlaps;
  const n = p + k;
  const C = jointCovariance(overlaps).map((entry) => s * entry);
  const v = (b: number): number => (b < p ? -1 / p : 1 / k);
  return Float64Array.from({ length: p * p }, (_, index) => {
    const j = index % p;
    const i = Math.floor(index / p);
    let sum = noise * J2(C[i * n + i], C[i * n + j], C[j * n + j]);
    for (let b = 0; b < n; b++) {
      for (let e = 0; e < n; e++) {
        const fields = [i, j, b, e];
        sum += v(b) * v(e) * I4(fields.flatMap((row) => fields.map((column) => C[row * n + column])));
      }
    }
    return sum;
  });
}

/** Σ_b v_b I3(i; x, b) */
function gradientPart(overlaps: OrderParameters, i: number, x: number): number {
  const { studentWidth: p, teacherWidth: k } = overlaps;
  const n = p + k;
  const C = jointCovariance(overlaps);
  let sum = 0;
  for (let b = 0; b < n; b++) {
    const v = b < p ? -1 / p : 1 / k;
    sum += v * I3(C[i * n + i], C[i * n + x], C[i * n + b], C[x * n + b], C[b * n + b]);
  }
  return sum;
}

/** `finiteSize`: 1 for the exact mean, 0 for its leading order in 1/d. */
function expectedDrift(finiteSize: 0 | 1): Drift {
  const { studentWidth: p, teacherWidth: k, inputDimension: d, learningRate, noise, initial } = model;
  const rate = learningRate / (p * d);
  const h = 1e-4;
  const at = noisePart(initial, noise, 1);
  const above = noisePart(initial, noise, 1 + h);
  const below = noisePart(initial, noise, 1 - h);
  const Q = at.map((value, index) => {
    const j = index % p;
    const i = Math.floor(index / p);
    const gradient = gradientPart(initial, i, j) + gradientPart(initial, j, i);
    const slope = (above[index] - below[index]) / (2 * h);
    return rate * gradient + rate * rate * (d * value + finiteSize * 2 * slope);
  });
  const M = Float64Array.from({ length: p * k }, (_, index) => {
    const r = index % k;
    return rate * gradientPart(initial, Math.floor(index / k), p + r);
  });
  return { Q, M };
}

describe.each(['projected', 'direct'] as const)('the mean of one step of the %s engine', (name) => {
  const streams = RandomStream.fromKey(`one step/${name}`);
  const { initial } = model;
  const Q = Array.from(initial.Q, () => new RunningMoments());
  const M = Array.from(initial.M, () => new RunningMoments());
  beforeAll(() => {
    for (let sample = 0; sample < SAMPLES; sample++) {
      const engine = createEngine(name, model, streams.split(sample));
      engine.advance(1);
      const after = engine.orderParameters();
      Q.forEach((moments, index) => moments.push(after.Q[index] - initial.Q[index]));
      M.forEach((moments, index) => moments.push(after.M[index] - initial.M[index]));
    }
  });
  const deviationsFrom = (drift: Drift): ReturnType<typeof compareWithTheory>[] => [
    ...Q.map((moments, index) => compareWithTheory(`ΔQ[${index}]`, moments, drift.Q[index])),
    ...M.map((moments, index) => compareWithTheory(`ΔM[${index}]`, moments, drift.M[index])),
  ];

  it('is the exact mean at d = 6', () => {
    const { what, z } = largestDeviation(deviationsFrom(expectedDrift(1)));
    expect(z, what).toBeLessThan(CRITERION);
  });

  it('is told apart from the leading order in 1/d', () => {
    expect(largestDeviation(deviationsFrom(expectedDrift(0))).z).toBeGreaterThan(2 * CRITERION);
  });
});
