import { describe, expect, it } from 'vitest';
import { criticalLearningRate, packState, scaling, solve, stability, weights } from '../../src/index.ts';
import { committeeWeights, symmetricOverlaps } from '../support/committee.ts';
import { genericOverlaps, identityRows, overlapsOf } from '../support/overlaps.ts';

const committee = (K: number) => ({ ...symmetricOverlaps(K, 1, 0, 0), noise: 0 });

describe('the learning rate beyond which learning is impossible', () => {
  it('is π√(5/3) for one unit', () => {
    const critical = criticalLearningRate(committee(1));
    expect(Math.abs(critical / (Math.PI * Math.sqrt(5 / 3)) - 1)).toBeLessThan(1e-11);
  });

  it.each([
    [2, 2.3068277],
    [3, 1.6206745],
  ])('is known to eight digits for K = %i: η = %f', (K, expected) => {
    expect(Math.abs(criticalLearningRate(committee(K), committeeWeights(K, 1)) - expected)).toBeLessThan(
      6e-8,
    );
    expect(criticalLearningRate(committee(K)) / K ** 2).toBeCloseTo(expected, 7);
  });

  it.each([
    ['erf', Math.PI * Math.sqrt(5 / 3), 1e-11],
    ['linear', 2, 1e-11],
    ['quadratic', 1 / 6, 1e-11],
    ['hermite2', 1 / 6, 1e-11],
    // ReLU's averages are not analytic where the student is perfect.
    ['relu', 2, 1e-5],
  ] as const)('of one unit is 2 E[σ′²]/E[σ′⁴]: %s, η = %f', (activation, expected, within) => {
    // A component u outside the span of the teacher moves by −ησ′² (u·x) x: d|u|²/dα = −2ηE[σ′²] |u|² + η²E[σ′⁴] |u|².
    expect(Math.abs(criticalLearningRate({ ...committee(1), activation }) / expected - 1)).toBeLessThan(
      within,
    );
  });

  it('is where the perfect student stops being stable, for a teacher of any P', () => {
    const overlaps = genericOverlaps(2, 2, 'critical');
    const model = { ...overlaps, noise: 0 };
    const perfect = packState({ ...overlaps, Q: overlaps.P, M: overlaps.P });
    const critical = criticalLearningRate(model, { gradient: 1, variance: 1 });
    const verdictAt = (s: number) => stability(model, { gradient: s, variance: s * s }, perfect).verdict;
    expect(verdictAt((1 - 1e-7) * critical)).toBe('stable');
    expect(verdictAt((1 + 1e-7) * critical)).toBe('unstable');
  });

  it('scales γ itself at finite d', () => {
    const at = (learningRatePrefactor: number) => {
      const model = scaling({
        widthPrefactor: 2,
        learningRatePrefactor,
        kappa: 0,
        delta: 0.25,
        inputDimension: 16,
      });
      return criticalLearningRate(committee(2), weights(model, 'finite')) * model.learningRate;
    };
    const critical = at(1);
    expect(at(3)).toBeCloseTo(critical, 9);
    // ϑ only says in which units time is measured.
    expect(critical).toBeCloseTo(criticalLearningRate(committee(2)), 9);
  });

  it('separates trajectories that come back to the perfect student from those that leave it', () => {
    const start = overlapsOf(
      identityRows(2).map((row, i) => [...row, i === 0 ? 0.01 : 0, i === 1 ? 0.02 : 0]),
      identityRows(2).map((row) => [...row, 0, 0]),
    );
    const riskAt = (eta: number) =>
      solve({ initial: start, weights: committeeWeights(2, eta), noise: 0, times: [1e-3, 300] }).risk;
    const [below, above] = [riskAt(0.9 * 2.3068277), riskAt(1.1 * 2.3068277)];
    expect(below[1]).toBeLessThan(0.5 * below[0]);
    expect(above[1]).toBeGreaterThan(2 * above[0]);
  });

  it('is refused where there is no perfect student', () => {
    const wide = { ...overlapsOf([...identityRows(2), [1, 0]], identityRows(2)), noise: 0 };
    expect(() => criticalLearningRate(wide)).toThrow(/3 units and the teacher 2/);
    const louder = { ...committee(2), teacherSecondLayer: Float64Array.of(1, 2) };
    expect(() => criticalLearningRate(louder)).toThrow(/no stationary state/);
    expect(() => criticalLearningRate(committee(2), { gradient: 1, variance: 1, weightDecay: 0.1 })).toThrow(
      /no stationary state/,
    );
    const twins = {
      ...overlapsOf(
        [
          [1, 0],
          [1, 0],
        ],
        [
          [1, 0],
          [1, 0],
        ],
      ),
      noise: 0,
    };
    expect(() => criticalLearningRate(twins)).toThrow(/not stable at any learning rate/);
  });
});
