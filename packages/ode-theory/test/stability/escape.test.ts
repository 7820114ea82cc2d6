import { describe, expect, it } from 'vitest';
import { escape, packState, stationaryState, symmetricPlateau } from '../../src/index.ts';
import { committeeWeights, symmetricOverlaps } from '../support/committee.ts';

const model = { ...symmetricOverlaps(2, 1, 0, 0), noise: 0 };
const weights = committeeWeights(2, 1);

describe('the escape from an unstable stationary state', () => {
  it.each([2, 3])('takes the time that its leading eigenvalue predicts, K = %i', (K) => {
    const committee = { ...symmetricOverlaps(K, 1, 0, 0), noise: 0 };
    const rate = committeeWeights(K, 1);
    const from = symmetricPlateau(committee, rate);
    const times = [1e-3, 1e-6].map((perturbation) =>
      escape({ model: committee, weights: rate, from, perturbation }),
    );
    for (const { time, predictedTime } of times) {
      // What nonlinearity adds until the distance is 0.1 is a fixed share of 1/λ.
      expect(Math.abs(time - predictedTime) * from.stability.leading).toBeLessThan(0.1);
    }
    const delay = times[1].time - times[0].time;
    expect(delay * from.stability.leading).toBeCloseTo(Math.log(1e3), 3);
  });

  it('is refused for a state that is stable, and for perturbations that are none', () => {
    const stable = stationaryState(model, weights, packState({ ...model, Q: model.P, M: model.P }));
    expect(() => escape({ model, weights, from: stable, perturbation: 1e-3 })).toThrow(
      /leading eigenvalue is -/,
    );
    const from = symmetricPlateau(model, weights);
    expect(() => escape({ model, weights, from, perturbation: 0.2 })).toThrow(/perturbation is 0.2/);
    expect(() => escape({ model, weights, from, perturbation: 0 })).toThrow(/perturbation is 0/);
    expect(() => escape({ model, weights, from, perturbation: 1e-3, threshold: 50 })).toThrow(/has not left/);
  });
});
