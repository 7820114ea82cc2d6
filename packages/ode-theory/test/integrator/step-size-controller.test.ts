import { describe, expect, it } from 'vitest';
import {
  cutAfterRejection,
  freshMemory,
  growthAfterAcceptance,
} from '../../src/integrator/step-size-controller.ts';

describe('the step size controller', () => {
  it('lengthens after small errors and shortens after large ones, within limits', () => {
    expect(growthAfterAcceptance(8, 0, freshMemory())).toBe(6);
    expect(growthAfterAcceptance(8, 1, freshMemory())).toBeLessThan(1);
    expect(cutAfterRejection(8, 1e30, freshMemory())).toBe(1 / 3);
    expect(cutAfterRejection(8, 2, freshMemory())).toBeLessThan(0.9);
  });

  it('does not lengthen right after a rejection', () => {
    const memory = freshMemory();
    cutAfterRejection(8, 5, memory);
    expect(growthAfterAcceptance(8, 1e-8, memory)).toBe(1);
    expect(growthAfterAcceptance(8, 1e-8, memory)).toBeGreaterThan(1);
  });

  it('takes the largest cut when the error is not a number', () => {
    for (const error of [NaN, Infinity]) expect(cutAfterRejection(8, error, freshMemory())).toBe(1 / 3);
  });

  it('finds the step of an error law err = (h/h₀)⁸ and stays there', () => {
    const memory = freshMemory();
    let h = 0.01;
    for (let step = 0; step < 200; step++) h *= growthAfterAcceptance(8, Math.min(1, h ** 8), memory);
    const next = h * growthAfterAcceptance(8, h ** 8, memory);
    expect(next / h).toBeCloseTo(1, 6);
    expect(h).toBeGreaterThan(0.7);
    expect(h).toBeLessThan(1);
  });
});
