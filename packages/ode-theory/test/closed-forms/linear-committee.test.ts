import { describe, expect, it } from 'vitest';
import { packState, rightHandSide, riskSensitivity, stationaryRisk } from '../../src/index.ts';
import { Integrator } from '../../src/integrator/integrator.ts';
import { committeeNoise, committeeRisk, committeeWeights } from '../support/committee.ts';
import { genericOverlaps } from '../support/overlaps.ts';

const K = 3;
const sigmaSquared = 0.1;
const overlaps = genericOverlaps(K, K, 'linear-committee');
const model = { ...overlaps, noise: committeeNoise(K, sigmaSquared), activation: 'linear' as const };
const risk = riskSensitivity(model);
const epsilonOf = (state: Float64Array) => committeeRisk(K, risk(state, new Float64Array(state.length)));

/** ε* = ησ²K/(4 − 2ηK), and the rate at which it is approached. */
const fixedPoint = (eta: number) => (eta * sigmaSquared * K) / (4 - 2 * eta * K);
const rate = (eta: number) => 2 * eta * K - (eta * K) ** 2;

describe('a committee of linear units', () => {
  // ηK = 0.3, 1.5 and, beyond 2, where it diverges, 2.1.
  it.each([0.1, 0.5, 0.7])('has ε(α) = ε* + (ε₀ − ε*) exp(−(2ηK − η²K²) α), η = %f', (eta) => {
    const field = rightHandSide(model, committeeWeights(K, eta));
    const start = packState(overlaps);
    const initial = epsilonOf(start);
    for (const alpha of [0.5, 3]) {
      const integrator = new Integrator(field, start, { relative: 1e-12, absolute: 1e-14 }, alpha);
      while (!integrator.finished) integrator.step();
      const expected = fixedPoint(eta) + (initial - fixedPoint(eta)) * Math.exp(-rate(eta) * alpha);
      expect(Math.abs(epsilonOf(integrator.state) / expected - 1)).toBeLessThan(1e-9);
    }
  });

  it('ends at ε* = ησ²K/(4 − 2ηK), in one of the many states that have it', () => {
    const eta = 0.4;
    const weights = committeeWeights(K, eta);
    const { risk: end, stability } = stationaryRisk({ model, weights, initial: overlaps });
    expect(committeeRisk(K, end) / fixedPoint(eta)).toBeCloseTo(1, 11);
    expect(stability.verdict).toBe('marginal');
    const slowest = stability.eigenvalues.find(({ real }) => real < -1e-9);
    // Overlaps with the error decay at ηK, the error itself at 2ηK − η²K².
    expect(slowest!.real).toBeCloseTo(-Math.min(eta * K, rate(eta)), 9);
  });
});
