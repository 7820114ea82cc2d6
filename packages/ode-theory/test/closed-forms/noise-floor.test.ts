import { logLogRegression } from '@crossover/math-core';
import { describe, expect, it } from 'vitest';
import {
  noiseFloor,
  orthonormalNoiseFloor,
  packState,
  scaling,
  solve,
  stationaryRisk,
  stationaryState,
  weights,
} from '../../src/index.ts';
import { committeeNoise, committeeRisk, committeeWeights } from '../support/committee.ts';
import { genericOverlaps, identityRows, overlapsOf } from '../support/overlaps.ts';

const noise = 1e-3;
const perfect = (K: number) => overlapsOf(identityRows(K), identityRows(K));

/** The green region at finite d: ϑ = ½, p = k = K, γ₀ = p₀ = K. */
const green = (K: number, inputDimension: number) =>
  scaling({ widthPrefactor: K, learningRatePrefactor: K, kappa: 0, delta: 0.5, inputDimension });

/** The exact floor: Newton's iteration from the perfect student. */
function exactFloor(K: number, inputDimension: number): number {
  const model = { ...perfect(K), noise };
  return stationaryState(model, weights(green(K, inputDimension), 'finite'), packState(perfect(K))).risk;
}

describe('the noise floor', () => {
  it.each([1, 2, 3, 4])('is γΔ/(2π√3 p) to first order in γ, p = k = %i', (K) => {
    const model = green(K, 1e4);
    const expected = (model.learningRate * noise) / (2 * Math.PI * Math.sqrt(3) * K);
    const { gradient, variance } = weights(model, 'finite');
    expect(noiseFloor({ ...perfect(K), noise }, { gradient, variance }) / expected).toBeCloseTo(1, 10);
    const closed = orthonormalNoiseFloor({ ratio: variance / gradient, noise, teacherWidth: K });
    expect(closed / expected).toBeCloseTo(1, 14);
  });

  it.each([1, 2])('has relative corrections of order γ (p = k = %i)', (K) => {
    const dimensions = [1e4, 1e5, 1e6, 1e7];
    const corrections = dimensions.map((d) => {
      const smallRate = (green(K, d).learningRate * noise) / (2 * Math.PI * Math.sqrt(3) * K);
      return exactFloor(K, d) / smallRate - 1;
    });
    expect(Math.abs(corrections.at(-1)!)).toBeLessThan(2e-3);
    const { slope } = logLogRegression(dimensions, corrections.map(Math.abs));
    expect(slope).toBeGreaterThan(-0.51);
    expect(slope).toBeLessThan(-0.49);
  });

  it('falls like d^{−ϑ}', () => {
    const dimensions = [1e4, 1e5, 1e6];
    const { slope } = logLogRegression(
      dimensions,
      dimensions.map((d) => exactFloor(2, d)),
    );
    expect(slope).toBeGreaterThan(-0.51);
    expect(slope).toBeLessThan(-0.49);
  });

  it('is where trajectories end', () => {
    const finite = weights(green(2, 1e4), 'finite');
    const { risk } = solve({ initial: perfect(2), weights: finite, noise, times: [800] });
    expect(Math.abs(risk[0] / exactFloor(2, 1e4) - 1)).toBeLessThan(1e-5);
    const followed = stationaryRisk({
      model: { ...perfect(2), noise },
      weights: finite,
      initial: perfect(2),
    });
    expect(Math.abs(followed.risk / exactFloor(2, 1e4) - 1)).toBeLessThan(1e-10);
  });

  it.each([
    [1, 1],
    [2, 1],
    [2, 3],
  ])('of M = %i matched and L = %i idle units is (σ²η/2π)(L + M/√3), unnormalised committees', (M, L) => {
    const rows = identityRows(M);
    const idle = Array.from({ length: L }, () => new Array<number>(M).fill(0));
    const overlaps = overlapsOf([...rows, ...idle], rows);
    // Outputs p/M make the student's (1/p) the teacher's 1/M: both are committees of the unnormalised kind, over M.
    const p = M + L;
    const [eta, sigmaSquared] = [1e-3, 0.01];
    const model = {
      ...overlaps,
      noise: committeeNoise(M, sigmaSquared),
      studentSecondLayer: new Float64Array(p).fill(p / M),
    };
    // η = γ/M²: γ/p = ηM · M/p, and a_i = p/M multiplies it again.
    const ratio = (eta * M * M) / p;
    const expected = ((sigmaSquared * eta) / (2 * Math.PI)) * (L + M / Math.sqrt(3));
    const rates = { gradient: ratio, variance: ratio * ratio };
    expect(committeeRisk(M, noiseFloor(model, rates, packState(overlaps))) / expected).toBeCloseTo(1, 10);
    const closed = orthonormalNoiseFloor({ ratio, noise: model.noise, teacherWidth: M, idleUnits: L });
    expect(committeeRisk(M, closed) / expected).toBeCloseTo(1, 13);
    const exact = committeeRisk(M, stationaryState(model, rates, packState(overlaps)).risk);
    expect(Math.abs(exact / expected - 1)).toBeLessThan(3 * eta * p);
  });

  it.each([
    ['erf', 2 / Math.PI / Math.sqrt(3), 1e-10],
    ['linear', 1, 1e-10],
    ['quadratic', 4, 1e-10],
    ['hermite2', 4, 1e-10],
    ['relu', 0.5, 1e-4],
  ] as const)('is (g₂/g)(Δ/4p) Σ a_i² E[σ′(λ_i)²]: %s', (activation, squaredSlope, within) => {
    const outputs = Float64Array.of(1, -2);
    const model = {
      ...perfect(2),
      noise,
      activation,
      studentSecondLayer: outputs,
      teacherSecondLayer: outputs,
    };
    const floor = noiseFloor(model, { gradient: 2, variance: 0.1 });
    const expected = (0.05 * noise * (1 + 4) * squaredSlope) / (4 * 2);
    expect(Math.abs(floor / expected - 1)).toBeLessThan(within);
  });

  it('is the same when every teacher has two copies', () => {
    const rows = identityRows(3);
    const overlaps = overlapsOf([...rows, ...rows], rows);
    const floor = noiseFloor({ ...overlaps, noise }, { gradient: 1, variance: 0.1 }, packState(overlaps));
    expect(floor / orthonormalNoiseFloor({ ratio: 0.1, noise, teacherWidth: 3 })).toBeCloseTo(1, 9);
  });

  it('of a teacher of any P is the slope of the exact floor', () => {
    const overlaps = genericOverlaps(2, 2, 'noise-floor');
    const start = { ...overlaps, Q: overlaps.P, M: overlaps.P };
    const model = { ...start, noise };
    const rates = { gradient: 1, variance: 1e-5 };
    const exact = stationaryState(model, rates, packState(start)).risk;
    expect(Math.abs(exact / noiseFloor(model, rates) - 1)).toBeLessThan(1e-3);
  });

  it('is refused for a student that is not perfect', () => {
    const overlaps = genericOverlaps(2, 2, 'noise-floor');
    expect(() =>
      noiseFloor({ ...overlaps, noise }, { gradient: 1, variance: 0.1 }, packState(overlaps)),
    ).toThrow(/no stationary state/);
    const three = overlapsOf(
      identityRows(3).map((row) => row.slice(0, 2)),
      identityRows(2),
    );
    expect(() => noiseFloor({ ...three, noise }, committeeWeights(3, 0.1))).toThrow(
      /3 units and the teacher 2/,
    );
  });
});
