import { populationRisk } from '@crossover/math-core';
import { describe, expect, it } from 'vitest';
import { createTrajectory, OverlapsLeftDomainError, restoreTrajectory, solve } from '../../src/index.ts';
import { committeeNoise, committeeRisk, committeeWeights } from '../support/committee.ts';
import { genericOverlaps, identityRows, overlapsOf } from '../support/overlaps.ts';

describe('trajectories of other networks', () => {
  it('of linear units follow their closed form, ε* + (ε₀ − ε*) e^{−(2ηK − η²K²)α}', () => {
    for (const [K, eta, sigmaSquared] of [
      [1, 0.7, 0.02],
      [2, 0.3, 0.1],
      [3, 0.2, 0],
    ]) {
      // All students equal and all teachers equal: the committees are K times one linear unit.
      const students = Array.from({ length: K }, () => [0.5, 0.3]);
      const teachers = Array.from({ length: K }, () => [1, 0]);
      const times = [0, 0.5, 1, 3, 10];
      const { risk } = solve({
        initial: overlapsOf(students, teachers),
        weights: committeeWeights(K, eta),
        noise: committeeNoise(K, sigmaSquared),
        network: { activation: 'linear' },
        times,
        relativeTolerance: 1e-11,
      });
      const end = (eta * sigmaSquared * K) / (4 - 2 * eta * K);
      const start = committeeRisk(K, risk[0]);
      times.forEach((time, index) => {
        const exact = end + (start - end) * Math.exp(-(2 * eta * K - eta * eta * K * K) * time);
        expect(Math.abs(committeeRisk(K, risk[index]) - exact)).toBeLessThan(1e-9);
      });
    }
  });

  it('shrink by weight decay alone where nothing else moves them', () => {
    const initial = genericOverlaps(2, 2, 'decay');
    const weights = { gradient: 0, variance: 0, weightDecay: 0.3 };
    const { orderParameters } = solve({ initial, weights, noise: 0, times: [2] });
    const [{ Q, M }] = orderParameters;
    Q.forEach((entry, x) => expect(entry).toBeCloseTo(initial.Q[x] * Math.exp(-1.2), 9));
    M.forEach((entry, x) => expect(entry).toBeCloseTo(initial.M[x] * Math.exp(-0.6), 9));
  });

  it('with a trained second layer learn what fixed outputs cannot represent, three students of two teachers', () => {
    const initial = overlapsOf([[0.6, 0.2], [0.1, 0.7], [0.5, -0.4]], identityRows(2)); // prettier-ignore
    const run = { initial, noise: 0, times: [0, 2e4] };
    const fixed = solve({ ...run, weights: { gradient: 1, variance: 0 } });
    const trained = solve({ ...run, weights: { gradient: 1, variance: 0, secondLayer: 1 } });
    expect(fixed.secondLayer).toBeNull();
    expect([...trained.secondLayer![0]]).toEqual([1, 1, 1]);
    expect(trained.risk[1]).toBeLessThan(0.01 * fixed.risk[1]);
    const network = { studentSecondLayer: trained.secondLayer![1] };
    expect(trained.risk[1]).toBe(populationRisk(trained.orderParameters[1], network));
  });

  it('are resumed from checkpoints to the bit, and from no other network', () => {
    const options = {
      initial: genericOverlaps(2, 2, 'networks'),
      weights: { gradient: 1, variance: 0.3, secondLayer: 0.5, weightDecay: 0.01 },
      noise: 0.05,
      network: { activation: 'relu', teacherActivation: 'erf' },
      times: [0, 1, 5],
      relativeTolerance: 1e-7,
    } as const;
    const whole = createTrajectory(options);
    whole.advance(Infinity);
    const original = createTrajectory(options);
    while (!original.advance(60)) {
      const resumed = restoreTrajectory(options, original.checkpoint());
      resumed.advance(Infinity);
      expect(resumed.checkpoint()).toEqual(whole.checkpoint());
    }
    for (const other of [
      { ...options, network: { activation: 'relu' } },
      { ...options, network: { ...options.network, teacherSecondLayer: Float64Array.of(1, 2) } },
      { ...options, weights: { ...options.weights, weightDecay: 0 } },
      { ...options, weights: { ...options.weights, secondLayer: 0.6 } },
      { ...options, stationaryBelow: 1e-9 },
    ] as const) {
      expect(() => restoreTrajectory(other, original.checkpoint())).toThrow('other options');
    }
  });
});

describe('overlaps that leave the cone on the way', () => {
  it('are noticed with the time and the eigenvalue', () => {
    // A decay of Q that M does not share leaves the cone at once: Q = e^{−t}, M = P = 1.
    const initial = overlapsOf([[1, 0]], [[1, 0]]);
    const weights = { gradient: 0, variance: 0, weightDecay: 0, exact: { gradientOfQ: 0, decayOfQ: 1, scaleDerivative: 0, betweenSamples: 0 } }; // prettier-ignore
    try {
      solve({ initial, weights, noise: 0, times: [1000] });
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(OverlapsLeftDomainError);
      const { time, eigenvalue } = error as OverlapsLeftDomainError;
      expect(time).toBeGreaterThan(0);
      // At the end of a step, long before there is anything to report.
      expect(time).toBeLessThan(1);
      const Q = Math.exp(-time);
      expect(eigenvalue).toBeLessThan(-1e-9);
      expect(eigenvalue).toBeCloseTo(0.5 * (Q + 1 - Math.sqrt((Q - 1) ** 2 + 4)), 9);
    }
  });
});
