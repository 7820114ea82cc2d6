import { describe, expect, it } from 'vitest';
import { solve } from '../../src/index.ts';
import { committeeNoise, committeeRisk, committeeWeights } from '../support/committee.ts';

const initial = {
  studentWidth: 2,
  teacherWidth: 2,
  Q: Float64Array.of(0.2, 0, 0, 0.3),
  M: Float64Array.of(1e-3, 0, 0, 0),
  P: Float64Array.of(1, 0, 0, 1),
};

describe('the trajectory of two students and two teachers, η = 1', () => {
  it.each([
    [0, [0.18835896189, 0.021310649725, 0.020752541734]],
    [0.01, [0.191144171839, 0.025501270021, 0.025206712155]],
  ])('for σ² = %f is known to nine digits and more', (sigmaSquared, expected) => {
    const { risk } = solve({
      initial,
      weights: committeeWeights(2, 1),
      noise: committeeNoise(2, sigmaSquared),
      times: [1, 10, 50],
    });
    expected.forEach((epsilon, index) => {
      expect(Math.abs(committeeRisk(2, risk[index]) / epsilon - 1)).toBeLessThan(1e-9);
    });
  });
});
