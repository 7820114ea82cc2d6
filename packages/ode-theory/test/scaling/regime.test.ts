import { InvalidArgumentError } from '@crossover/math-core';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classifyRegime } from '../../src/index.ts';

describe('the regime', () => {
  it('is decided by ϑ = κ + δ, with the terms that survive', () => {
    const table = [
      [0, 0.5, 'perfect-learning', true, false],
      [0.25, -0.1, 'perfect-learning', true, false],
      [0, 0, 'plateau', true, true],
      [1.5, -1.5, 'plateau', true, true],
      [0, -0.375, 'bad-learning', false, true],
      [1.25, -1.5, 'bad-learning', false, true],
      [0, -0.5, 'no-ode', false, false],
      [1.1, -2.2, 'no-ode', false, false],
    ] as const;
    for (const [kappa, delta, name, gradientTerm, varianceTerm] of table) {
      expect(classifyRegime({ kappa, delta })).toMatchObject({ name, gradientTerm, varianceTerm });
    }
  });

  it('is the plateau where decimals add up to zero but binary fractions do not', () => {
    expect(0.1 + 0.2 - 0.3).not.toBe(0);
    expect(classifyRegime({ kappa: 0.1 + 0.2, delta: -0.3 })).toEqual({
      name: 'plateau',
      theta: 0,
      gradientTerm: true,
      varianceTerm: true,
    });
    expect(classifyRegime({ kappa: 0.3, delta: -0.1 - 0.2 }).theta).toBe(0);
  });

  it('has no equation on the boundary ϑ = −½, however that is rounded', () => {
    expect(0.2 - 0.7 + 0.1 - 0.1).not.toBe(-0.5);
    expect(classifyRegime({ kappa: 0.2, delta: -0.7 + 0.1 - 0.1 })).toMatchObject({
      name: 'no-ode',
      theta: -0.5,
    });
  });

  it('keeps points near a boundary out of it when the tolerance says so', () => {
    expect(classifyRegime({ kappa: 0, delta: 1e-6 }).name).toBe('perfect-learning');
    expect(classifyRegime({ kappa: 0, delta: -1e-6 }).name).toBe('bad-learning');
    expect(classifyRegime({ kappa: 0, delta: 1e-6, tolerance: 1e-5 }).name).toBe('plateau');
    expect(classifyRegime({ kappa: 0.1 + 0.2, delta: -0.3, tolerance: 0 }).name).toBe('perfect-learning');
  });

  it('depends on κ + δ only, and changes with it in one direction', () => {
    const order = ['no-ode', 'bad-learning', 'plateau', 'perfect-learning'];
    const exponent = fc.double({ min: -3, max: 3, noNaN: true });
    fc.assert(
      fc.property(exponent, exponent, exponent, (kappa, smaller, larger) => {
        const [low, high] = [smaller, larger].sort((a, b) => a - b);
        const rank = (delta: number) => order.indexOf(classifyRegime({ kappa, delta }).name);
        expect(rank(low)).toBeLessThanOrEqual(rank(high));
      }),
    );
  });

  it('refuses exponents that are no numbers and tolerances that blur the boundaries', () => {
    expect(() => classifyRegime({ kappa: NaN, delta: 0 })).toThrow(InvalidArgumentError);
    expect(() => classifyRegime({ kappa: 0, delta: Infinity })).toThrow('delta is Infinity');
    expect(() => classifyRegime({ kappa: 0, delta: 0, tolerance: 0.25 })).toThrow('tolerance is 0.25');
    expect(() => classifyRegime({ kappa: 0, delta: 0, tolerance: -1 })).toThrow(InvalidArgumentError);
  });
});
