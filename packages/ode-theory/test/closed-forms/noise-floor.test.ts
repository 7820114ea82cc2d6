import { logLogRegression } from '@crossover/math-core';
import { describe, expect, it } from 'vitest';
import { scaling, solve, weights } from '../../src/index.ts';
import { identityRows, overlapsOf } from '../support/overlaps.ts';

const noise = 1e-3;

/** The floor reached from the perfect student in the green region, ϑ = ½, p = k = K, γ₀ = p₀ = K. */
function floor(K: number, inputDimension: number): { risk: number; smallRate: number } {
  const model = scaling({
    widthPrefactor: K,
    learningRatePrefactor: K,
    kappa: 0,
    delta: 0.5,
    inputDimension,
  });
  const { risk } = solve({
    initial: overlapsOf(identityRows(K), identityRows(K)),
    weights: weights(model, 'finite'),
    noise,
    times: [400 * K],
  });
  return { risk: risk[0], smallRate: (model.learningRate * noise) / (2 * Math.PI * Math.sqrt(3) * K) };
}

describe('the noise floor at finite d', () => {
  it.each([1, 2])('is γΔ/(2π√3 p) up to relative corrections of order γ (p = k = %i)', (K) => {
    const dimensions = [1e4, 1e5, 1e6, 1e7];
    const corrections = dimensions.map((d) => {
      const { risk, smallRate } = floor(K, d);
      return risk / smallRate - 1;
    });
    expect(Math.abs(corrections.at(-1)!)).toBeLessThan(2e-3);
    const { slope } = logLogRegression(dimensions, corrections.map(Math.abs));
    expect(slope).toBeGreaterThan(-0.55);
    expect(slope).toBeLessThan(-0.45);
  });

  it('falls like d^{−ϑ}', () => {
    const dimensions = [1e4, 1e5, 1e6];
    const { slope } = logLogRegression(
      dimensions,
      dimensions.map((d) => floor(2, d).risk),
    );
    expect(slope).toBeGreaterThan(-0.51);
    expect(slope).toBeLessThan(-0.49);
  });
});
