import { InvalidArgumentError } from '@crossover/math-core';
import { describe, expect, it } from 'vitest';
import { MissingInputDimensionError, NoDeterministicLimitError, scaling, weights } from '../../src/index.ts';

const prefactors = { widthPrefactor: 8, learningRatePrefactor: 4 };
const at = (kappa: number, delta: number, inputDimension: number) =>
  scaling({ ...prefactors, kappa, delta, inputDimension });

describe('the limit equations', () => {
  it('switch off what the regime drops', () => {
    expect(weights(at(0, 0, 100), 'limit')).toEqual({ gradient: 0.5, variance: 0.25 });
    expect(weights(at(0, 0.5, 100), 'limit')).toEqual({ gradient: 0.5, variance: 0 });
    expect(weights(at(0, -0.375, 100), 'limit')).toEqual({ gradient: 0, variance: 0.25 });
    expect(weights(at(0.5, -0.5, 100), 'limit')).toEqual({ gradient: 0.5, variance: 0.25 });
  });

  it('use the width there is when the width does not grow', () => {
    const rounded = scaling({ widthPrefactor: 7.6, learningRatePrefactor: 4, kappa: 0, delta: 0 });
    expect(weights(rounded, 'limit')).toEqual({ gradient: 0.5, variance: 0.25 });
  });

  it('do not need the dimension', () => {
    expect(weights(scaling({ ...prefactors, kappa: 0, delta: 0.5 }), 'limit')).toEqual({
      gradient: 0.5,
      variance: 0,
    });
  });
});

describe('the finite-d equations', () => {
  it('weigh both parts by what a step of SGD does in a time δt, with the actual γ, p and d', () => {
    for (const [kappa, delta] of [
      [0, 0.5],
      [0, 0],
      [0, -0.25],
      [0.3, 0.1],
      [0.4, -0.6],
    ]) {
      const model = at(kappa, delta, 313);
      const { gradient, variance } = weights(model, 'finite');
      const ratio = model.learningRate / model.studentWidth;
      expect(gradient).toBeCloseTo(ratio / 313 / model.timeStep, 12);
      expect(variance).toBeCloseTo(ratio ** 2 / 313 / model.timeStep, 12);
    }
  });

  it('are (1, d^{−ϑ}) and (d^ϑ, 1) in units of the limit weights', () => {
    const green = weights(at(0, 0.5, 100), 'finite');
    expect(green.gradient).toBeCloseTo(0.5, 13);
    expect(green.variance).toBeCloseTo(0.25 / 10, 14);
    const orange = weights(at(0, -0.25, 10_000), 'finite');
    expect(orange.gradient).toBeCloseTo(0.5 / 10, 14);
    expect(orange.variance).toBeCloseTo(0.25, 13);
  });

  it('are the limit equations on the plateau, to the bit', () => {
    for (const d of [49, 1000]) expect(weights(at(0, 0, d), 'finite')).toEqual(weights(at(0, 0, d), 'limit'));
  });

  it('approach the limit equations as d grows', () => {
    const distance = (delta: number, d: number) => {
      const [limit, finite] = [weights(at(0, delta, d), 'limit'), weights(at(0, delta, d), 'finite')];
      return Math.abs(limit.gradient - finite.gradient) + Math.abs(limit.variance - finite.variance);
    };
    for (const delta of [0.5, -0.25])
      expect(distance(delta, 10 ** 6)).toBeLessThan(0.1 * distance(delta, 100));
  });

  it('need the dimension', () => {
    const limit = scaling({ ...prefactors, kappa: 0, delta: 0.5 });
    expect(() => weights(limit, 'finite')).toThrow(MissingInputDimensionError);
  });
});

describe('the region without a differential equation', () => {
  it('is refused with the reason and the numbers', () => {
    const red = at(0.1, -0.7, 1000);
    for (const equations of ['limit', 'finite'] as const) {
      expect(() => weights(red, equations)).toThrow(NoDeterministicLimitError);
    }
    const message =
      /κ = 0\.1, δ = -0\.7.*ϑ = κ \+ δ = -0\.6 .*d\^0\.2 = 3\.98 at d = 1000.*Simulate.*δ > .* = -0\.6\./s;
    expect(() => weights(red, 'limit')).toThrow(message);
    expect(() => weights(scaling({ ...prefactors, kappa: 0, delta: -0.5 }), 'limit')).toThrow(
      /= d\^0, which/,
    );
  });

  it('carries ϑ, κ and δ', () => {
    try {
      weights(at(0, -1, 1000), 'limit');
      expect.unreachable();
    } catch (error) {
      expect(error).toMatchObject({ name: 'NoDeterministicLimitError', theta: -1, kappa: 0, delta: -1 });
    }
  });
});

describe('gradient flow', () => {
  it('has the gradient weight of the finite-d equations and no variance', () => {
    for (const [kappa, delta] of [
      [0, -0.25],
      [0.3, 0.1],
      [0.4, -0.6],
    ]) {
      const model = at(kappa, delta, 313);
      const { gradient } = weights(model, 'finite');
      expect(weights(model, 'gradient-flow')).toEqual({ gradient, variance: 0 });
    }
  });

  it('is the same at every d where the width does not grow and time is counted by the gradient', () => {
    for (const delta of [0, 0.5]) {
      for (const inputDimension of [null, 49, 1000]) {
        const model = scaling({ ...prefactors, kappa: 0, delta, inputDimension });
        expect(weights(model, 'gradient-flow')).toEqual({ gradient: 0.5, variance: 0 });
      }
    }
    expect(() => weights(scaling({ ...prefactors, kappa: 0, delta: -0.25 }), 'gradient-flow')).toThrow(
      MissingInputDimensionError,
    );
  });
});

describe('what training does beside', () => {
  it('goes along at the rates given, a mini-batch divides the variance', () => {
    const options = { batchSize: 4, weightDecay: 0.5, secondLayerRate: 2 };
    expect(weights(at(0, 0, 100), 'limit', options)).toEqual({
      gradient: 0.5,
      variance: 0.0625,
      weightDecay: 0.5,
      secondLayer: 2,
    });
    const { exact } = weights(at(0, 0, 100), 'exact', options);
    expect(exact).toEqual({
      gradientOfQ: 0.5 * (1 - 0.5 / 100),
      decayOfQ: 0.5 * (2 - 0.5 / 100),
      scaleDerivative: (2 * 0.0625) / 100,
      betweenSamples: (0.0625 * 3) / 100,
    });
  });

  it('is refused where it makes no sense', () => {
    for (const options of [
      { batchSize: 0 },
      { batchSize: 1.5 },
      { weightDecay: -1 },
      { secondLayerRate: NaN },
    ]) {
      expect(() => weights(at(0, 0, 100), 'limit', options)).toThrow(InvalidArgumentError);
    }
  });
});
