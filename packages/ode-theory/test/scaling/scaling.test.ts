import { InvalidArgumentError } from '@crossover/math-core';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { MissingInputDimensionError, scaling, type FiniteScaling, type Scaling } from '../../src/index.ts';

const prefactors = { widthPrefactor: 8, learningRatePrefactor: 8 };

describe('the scaling', () => {
  it('gives width, learning rate and time step of each regime', () => {
    const at = (kappa: number, delta: number, inputDimension = 10_000) =>
      scaling({ ...prefactors, kappa, delta, inputDimension });
    expect(at(0, 0)).toMatchObject({ studentWidth: 8, learningRate: 8, timeStep: 1e-4 });
    expect(at(0, 0.5).learningRate).toBeCloseTo(0.08, 15);
    expect(at(0, 0.5).timeStep).toBeCloseTo(1e-6, 20);
    expect(at(0, -0.25).learningRate).toBeCloseTo(80, 12);
    expect(at(0, -0.25).timeStep).toBeCloseTo(1e-2, 16);
    expect(at(0.5, -0.5).studentWidth).toBe(800);
    expect(at(0.25, 0.25).timeStep).toBeCloseTo(1e-6, 20);
    expect(at(0, -1).timeStep).toBe(1);
  });

  it('takes exactly 1/d on the plateau, where ϑ is 0 up to rounding', () => {
    for (const inputDimension of [49, 1000, 12345]) {
      const { timeStep } = scaling({ ...prefactors, kappa: 0.1 + 0.2, delta: -0.3, inputDimension });
      expect(timeStep).toBe(1 / inputDimension);
    }
  });

  it('rounds the width to an integer', () => {
    expect(
      scaling({ ...prefactors, widthPrefactor: 1, kappa: 0.5, delta: 0, inputDimension: 30 }).studentWidth,
    ).toBe(5);
    expect(
      scaling({ ...prefactors, widthPrefactor: 1, kappa: 0.5, delta: 0, inputDimension: 31 }).studentWidth,
    ).toBe(6);
  });

  it('needs no dimension at κ = 0, and then has no learning rate and no time step', () => {
    const limit = scaling({ ...prefactors, kappa: 0, delta: 0.5 });
    expect(limit).toMatchObject({
      studentWidth: 8,
      inputDimension: null,
      learningRate: null,
      timeStep: null,
    });
    expect(scaling({ ...prefactors, kappa: 0, delta: 0.5, inputDimension: null })).toEqual(limit);
    expect(() => scaling({ ...prefactors, kappa: 0.5, delta: 0 })).toThrow(MissingInputDimensionError);
    expect(() => scaling({ ...prefactors, kappa: 0.5, delta: 0 })).toThrow('κ = 0.5');
  });

  it('has numbers in its type when the dimension is given', () => {
    expectTypeOf(
      scaling({ ...prefactors, kappa: 0, delta: 0, inputDimension: 10 }),
    ).toEqualTypeOf<FiniteScaling>();
    expectTypeOf(scaling({ ...prefactors, kappa: 0, delta: 0 })).toEqualTypeOf<Scaling>();
  });

  it('refuses prefactors and dimensions that mean nothing, with the numbers', () => {
    const base = { ...prefactors, kappa: 0, delta: 0, inputDimension: 10 };
    expect(() => scaling({ ...base, widthPrefactor: 0 })).toThrow('widthPrefactor is 0');
    expect(() => scaling({ ...base, learningRatePrefactor: -1 })).toThrow('learningRatePrefactor is -1');
    expect(() => scaling({ ...base, inputDimension: 10.5 })).toThrow('inputDimension is 10.5');
    expect(() => scaling({ ...base, inputDimension: 0 })).toThrow(InvalidArgumentError);
    expect(() => scaling({ ...base, kappa: -2, inputDimension: 100 })).toThrow('p₀ = 8, κ = -2, d = 100');
    expect(() => scaling({ ...base, widthPrefactor: 0.3 })).toThrow('at least one');
  });
});
